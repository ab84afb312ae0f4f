/**
 * `node test/support/ngrok-edge/run.ts`: the service in a process of its own, to be driven by hand. Prints one line of
 * JSON when it is ready, then takes one command a line: cut, goAway, comeBack, goSilent, speak, revoke, accept,
 * sessions, requests, `refuseWith CODE`, stop.
 */
import { createInterface } from 'node:readline';
import { startNgrokEdge } from './start-ngrok-edge.ts';

const edge = await startNgrokEdge();
const { server, caFile, probe, domain, token } = edge;
const environment = {
  ROLLCALL_NGROK_SERVER: server,
  ROLLCALL_NGROK_CA: caFile,
  ROLLCALL_NGROK_PROBE: probe,
  NGROK_AUTHTOKEN: token,
};
print({ server, caFile, probe, domain, publicUrl: edge.publicUrl(domain), token, environment });

const commands: ReadonlyMap<string, (argument: string) => unknown> = new Map([
  ['cut', () => edge.cut()],
  ['goAway', () => edge.goAway()],
  ['comeBack', () => edge.comeBack()],
  ['goSilent', () => edge.goSilent()],
  ['speak', () => edge.speak()],
  ['revoke', () => edge.revoke()],
  ['accept', () => edge.accept()],
  ['refuseWith', (code: string) => edge.refuseWith(code)],
  ['sessions', () => edge.sessions()],
  ['requests', () => edge.requests],
  ['stop', () => edge.stop().then(() => process.exit())],
]);

process.on('SIGTERM', () => void edge.stop().then(() => process.exit()));
for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', argument = ''] = line.trim().split(/\s+/);
  const command = commands.get(name);
  try {
    if (command === undefined) throw new Error(`no such command: ${name}`);
    print((await command(argument)) ?? { done: name });
  } catch (error) {
    print({ failed: String(error) });
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
