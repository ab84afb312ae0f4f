import { fileURLToPath } from 'node:url';
import { createRollcall, type Rollcall } from '../../create-rollcall.ts';
import { createLogger } from '../../log.ts';
import { HOOK_TOKEN_PATTERN } from '../../settings/hook.ts';
import { environmentSecrets } from '../../settings/secret-box.ts';
import type { Command, CommandContext } from '../command.ts';
import { DATA_DIR_OPTION, dataDirOf } from '../data-dir.ts';
import { type Given, readNumber, readOptions, usage } from '../options.ts';
import { ngrokPlace, tunnelChoice } from '../tunnel-options.ts';

const MAX_PORT = 65_535;
/** The built page stands beside the bundle that this becomes a part of. */
const RENDERER_DIR = fileURLToPath(new URL('../renderer', import.meta.url));
/** How long the ready line waits for the tunnel. */
const TUNNEL_MS = 15_000;

export const SERVE_OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  port: { value: 'N', help: 'port of the receiver, 0 for any free one; kept' },
  'ui-port': { value: 'N', help: 'port of the screens, 0 for any free one; kept' },
  'hook-token': { value: 'T', help: 'secret part of the hook URL: 16 to 128 of A-Z a-z 0-9 - _' },
  tunnel: {
    value: 'NAME',
    help: 'none, ngrok (token in NGROK_AUTHTOKEN) or manual; kept',
  },
  'ngrok-domain': { value: 'D', help: 'domain of the ngrok account, if not its own one; kept' },
  'ngrok-endpoint': {
    value: 'KIND',
    help: 'agent, or cloud where a cloud endpoint of yours passes on to Rollcall; kept',
  },
  'public-url': { value: 'U', help: 'public address of a tunnel of your own; kept' },
  help: { help: 'this text' },
} as const;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'receives syncs until it is stopped; prints one line of JSON when it is ready',
  options: SERVE_OPTIONS,
  async run(args, context) {
    const given = readOptions('serve', SERVE_OPTIONS, args);
    const dataDir = dataDirOf(given['data-dir'], context.environment);
    const rollcall = await openRollcall(given, dataDir, context);
    const asked = untilAsked(context.signal);
    const { hookUrl, uiUrl, tunnel } = rollcall;
    const publicHookUrl = await Promise.race([tunnel.settled(TUNNEL_MS), asked.then(() => null)]);
    const ready = { ready: true, hookUrl, publicHookUrl, uiUrl, dataDir };
    await context.writeOut(`${JSON.stringify(ready)}\n`);
    await asked;
    await rollcall.close();
  },
};

/** Starts receiving as the options say. */
export async function openRollcall(
  given: Given<typeof SERVE_OPTIONS>,
  dir: string,
  { environment, locale, formatLocale, startHelper, writeError }: CommandContext,
): Promise<Rollcall> {
  const tunnel = { choice: tunnelChoice(given), place: ngrokPlace(environment), startHelper };
  const uiPort = readNumber('serve', 'ui-port', given['ui-port'], { max: MAX_PORT });
  const port = readNumber('serve', 'port', given.port, { max: MAX_PORT });
  const hookToken = given['hook-token'] ?? (environment.ROLLCALL_HOOK_TOKEN || undefined);
  if (hookToken !== undefined && !HOOK_TOKEN_PATTERN.test(hookToken)) {
    throw usage('serve', 'The hook token takes 16 to 128 of A-Z a-z 0-9 - _.');
  }
  if (environment.ROLLCALL_HOOK_USER && !environment.ROLLCALL_HOOK_PASSWORD) {
    throw usage('serve', 'ROLLCALL_HOOK_USER needs ROLLCALL_HOOK_PASSWORD beside it.');
  }
  const secrets = environmentSecrets(environment);
  const log = createLogger(writeError);
  const password = secrets.hookCredentials()?.password;
  if (password !== undefined) log.hide(password);
  const screens = { rendererDir: RENDERER_DIR, port: uiPort };
  return await createRollcall({
    dir,
    port,
    hookToken,
    screens,
    secrets,
    tunnel,
    locale,
    formatLocale,
    log,
  });
}

export function untilAsked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
