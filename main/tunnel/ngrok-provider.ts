import net from 'node:net';
import tls from 'node:tls';
import { assertNever } from '../../shared/assert-never.ts';
import { broken, type Failure, final } from './failure.ts';
import {
  HELPER_PATH,
  type OpenCommand,
  type Report,
  reportSchema,
  type StartHelper,
} from './helper.ts';
import { HEARTBEAT_REFUSALS, ngrokFailure } from './ngrok-failures.ts';
import type { Provider, Session, SessionEvent } from './provider.ts';
import { type Place, trySocket } from './public-door.ts';

/** Where the SDK connects when it is told nothing else. */
const DEFAULT_SERVER: Place = { host: 'connect.ngrok-agent.com', port: 443 };
const REACH_EVERY_MS = 2_000;
const REACH_MS = 3_000;
/** More frequent than the SDK's usual ones, so that a dead connection is noticed within seconds, here and at ngrok. */
const HEARTBEAT = { everyS: 4, toleranceS: 8 } as const;
const USUAL_HEARTBEAT = { everyS: 10, toleranceS: 15 } as const;
const GRACE_MS = 2_000;
/** Each look is one of the 20,000 requests of a free month: about 1,440 of them. */
const LOOK_EVERY_MS = 30 * 60_000;
/** How long ngrok may hold the domain for a connection of ours that ended without a word, as by sleep. */
const HELD_MS = 60_000;
/** How long a session may take to give its domain back. */
const FAREWELL_MS = 1_500;

export interface NgrokOptions
  extends Pick<OpenCommand, 'authtoken' | 'forwardTo' | 'ca' | 'trafficPolicy'> {
  /** Asked before each session: the first one may have told it. */
  readonly domain: () => string | null;
  /** null: ngrok's. */
  readonly server: Place | null;
  readonly startHelper: StartHelper;
  /** A clock that stands still while the computer sleeps, in milliseconds. */
  readonly now?: () => number;
}

/** ngrok, through its own SDK in a process of its own for each session. */
export function createNgrokProvider(options: NgrokOptions): Provider {
  const { server, startHelper, now = () => performance.now() } = options;
  const at = server ?? DEFAULT_SERVER;
  let heartbeat: OpenCommand['heartbeat'] = HEARTBEAT;
  let heldUntilMs = 0;
  return {
    get silenceMs() {
      return heartbeat.everyS * 1_000 + GRACE_MS;
    },
    lookEveryMs: LOOK_EVERY_MS,
    reachEveryMs: REACH_EVERY_MS,
    reach: () => trySocket(() => net.connect(at), 'connect', { host: at.host, limitMs: REACH_MS }),
    open(tell) {
      const domain = options.domain();
      let hasDomain = false;
      return openSession(startHelper, command(domain), async (report) => {
        if (report.kind === 'refused' && HEARTBEAT_REFUSALS.has(report.code)) {
          heartbeat = USUAL_HEARTBEAT;
        }
        if (report.kind === 'online') hasDomain = true;
        // As long as it has the domain, and for a while after. A session beats before it has one.
        if (hasDomain) heldUntilMs = now() + HELD_MS;
        tell(await eventOf(report, domain));
      });
    },
  };

  function command(domain: string | null): OpenCommand {
    const { authtoken, forwardTo, ca, trafficPolicy } = options;
    const address = server === null ? null : `${server.host}:${server.port}`;
    const kind = 'open' as const;
    return { kind, authtoken, domain, forwardTo, ca, trafficPolicy, heartbeat, server: address };
  }

  async function eventOf(
    report: Exclude<Report, { kind: 'ready' }>,
    domain: string | null,
  ): Promise<SessionEvent> {
    switch (report.kind) {
      case 'online': {
        const { origin, hostname } = new URL(report.url);
        if (domain === null || hostname === domain) return { kind: 'online', origin };
        const details = { domain, given: hostname };
        return { kind: 'ended', failure: final('TUNNEL_DOMAIN_CHANGED', details) };
      }
      case 'beat':
        return report;
      case 'refused': {
        const failure = ngrokFailure(report.code, domain);
        const isOurs = failure.code === 'TUNNEL_DOMAIN_IN_USE' && now() < heldUntilMs;
        const held = broken('TUNNEL_DOMAIN_HELD', failure.details, failure.raw);
        return { kind: 'ended', failure: isOurs ? held : failure };
      }
      case 'broken':
        return { kind: 'ended', failure: await failureAt(report.at, at) };
      default:
        return assertNever(report);
    }
  }
}

async function failureAt(
  step: Extract<Report, { kind: 'broken' }>['at'],
  at: Place,
): Promise<Failure> {
  const { host } = at;
  switch (step) {
    case 'tcp':
      return broken('TUNNEL_BLOCKED', { host });
    case 'tls':
      return await whyNoTls(at);
    case 'session':
      return broken('TUNNEL_LOST');
    case 'listener':
      return { ...broken('TUNNEL_STOPPED_THERE'), kind: 'refused' };
    case 'sdk':
      return { ...broken('TUNNEL_HELPER_FAILED'), kind: 'refused' };
    default:
      return assertNever(step);
  }
}

/** Looks at the certificate that stands there: out of date means that the clock is, anything else that it is another's. */
async function whyNoTls(at: Place): Promise<Failure> {
  const { host } = at;
  const socket = tls.connect({ ...at, rejectUnauthorized: false });
  let isOutOfDate = false;
  // A socket that is closed has no certificate any more.
  socket.once('secureConnect', () => {
    const { valid_from, valid_to } = socket.getPeerCertificate();
    isOutOfDate = Date.parse(valid_from) > Date.now() || Date.parse(valid_to) < Date.now();
  });
  const failure = await trySocket(() => socket, 'secureConnect', { host, limitMs: REACH_MS });
  if (failure !== null) return failure;
  return broken(isOutOfDate ? 'TUNNEL_CLOCK_WRONG' : 'TUNNEL_INTERCEPTED', { host });
}

type ReportListener = (report: Exclude<Report, { kind: 'ready' }>) => void | Promise<void>;

function openSession(
  startHelper: StartHelper,
  command: OpenCommand,
  onReport: ReportListener,
): Session {
  let isClosing = false;
  const helper = startHelper(HELPER_PATH, (message) => {
    const { data: report } = reportSchema.safeParse(message);
    if (report?.kind === 'ready') helper.post(command);
    else if (report !== undefined && !isClosing) void onReport(report);
  });
  void helper.gone.then(() => {
    // Not in its last words, so it was ended from outside or crashed.
    if (!isClosing) void onReport({ kind: 'broken', at: 'session' });
  });
  const cut = async (): Promise<void> => {
    isClosing = true;
    helper.kill();
    await helper.gone;
  };
  return {
    cut,
    async leave() {
      isClosing = true;
      helper.post({ kind: 'close' });
      const timer = setTimeout(cut, FAREWELL_MS);
      await helper.gone;
      clearTimeout(timer);
    },
  };
}
