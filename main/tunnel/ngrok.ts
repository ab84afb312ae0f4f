/** ngrok's SDK, as far as Rollcall uses it. Runs in a process of its own only: see helper.ts. */
import ngrok from '@ngrok/ngrok';
import type { OpenCommand, Report } from './helper.ts';

export interface NgrokSession {
  /** Gives the domain back, so that the next session finds it free. */
  close(): Promise<void>;
}

/** Connects, binds and forwards. Tells what becomes of it; never rejects. */
export async function openNgrok(
  { authtoken, domain, forwardTo, server, ca, trafficPolicy, heartbeat }: OpenCommand,
  tell: (report: Report) => void,
): Promise<NgrokSession> {
  const builder = new ngrok.SessionBuilder()
    .authtoken(authtoken)
    .heartbeatInterval(heartbeat.everyS)
    .heartbeatTolerance(heartbeat.toleranceS)
    .handleHeartbeat((latencyMs: number | null) => {
      if (latencyMs !== null) tell({ kind: 'beat' });
    })
    .handleDisconnection(() => {
      tell({ kind: 'broken', at: 'session' });
      // Its own reconnecting waits for minutes, then hours; Rollcall opens a new session instead.
      return false;
    });
  if (server !== null) builder.serverAddr(server);
  if (ca !== null) builder.caCert(Buffer.from(ca));
  try {
    const session = await builder.connect();
    const endpoint = session.httpEndpoint().trafficPolicy(trafficPolicy);
    if (domain !== null) endpoint.domain(domain);
    // Source: ngrok.com/docs/gateway/internal-endpoints
    if (domain?.endsWith('.internal')) endpoint.binding('internal');
    const listener = await endpoint.listenAndForward(forwardTo);
    const url = listener.url();
    if (url === null) throw new Error('a listener without an address');
    tell({ kind: 'online', url });
    const over = (): void => tell({ kind: 'broken', at: 'listener' });
    listener.join().then(over, over);
    return { close: () => listener.close() };
  } catch (error) {
    tell(reportOf(error));
    return { close: async () => {} };
  }
}

function reportOf(error: unknown): Report {
  const text = error instanceof Error ? error.message : String(error);
  const named = error instanceof Error && 'errorCode' in error ? String(error.errorCode) : text;
  const [code] = /ERR_NGROK_\d+/.exec(named) ?? /ERR_NGROK_\d+/.exec(text) ?? [];
  if (code !== undefined) return { kind: 'refused', code };
  if (/tls handshake/.test(text)) return { kind: 'broken', at: 'tls' };
  if (/tcp connection/.test(text)) return { kind: 'broken', at: 'tcp' };
  return { kind: 'broken', at: 'session' };
}
