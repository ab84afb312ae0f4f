import { RollcallError } from '../../shared/errors.ts';
import type { Language } from '../../shared/messages/messages.ts';
import type { Logger } from '../log.ts';
import type { Document } from '../settings/document.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { TunnelReport, TunnelSettings } from '../settings/tunnel.ts';
import { readDomain, readPublicUrl } from './addresses.ts';
import { atCloudEndpoint, cloudPolicy } from './cloud-endpoint.ts';
import { type Failure, final } from './failure.ts';
import type { StartHelper } from './helper.ts';
import { logStatus } from './log-status.ts';
import { makeProvider, type NgrokPlace } from './make-provider.ts';
import { atNgrok } from './ngrok-failures.ts';
import type { Probes } from './probes.ts';
import { lookThrough, type PublicDoor } from './public-door.ts';
import { type Hop, testWay } from './self-test.ts';
import type { TunnelStatus } from './status.ts';
import { Supervisor } from './supervisor.ts';
import { systemTimers } from './timers.ts';
import type { Look } from './watch-session.ts';

/** Not every page of a sync is news. */
const PROOF_HOLDS_MS = 60_000;

export interface TunnelPorts {
  readonly settings: Document<TunnelSettings>;
  readonly report: Document<TunnelReport>;
  readonly secrets: SecretBox;
  readonly probes: Probes;
  readonly startHelper: StartHelper;
  readonly place: NgrokPlace;
  readonly hookToken: string;
  readonly receiverPort: number;
  /** The person's own pause: reachable, and telling senders to come back. */
  readonly isPaused: () => boolean;
  readonly onChange: () => void;
  readonly log: Logger;
}

/** What a person can change; left out: stays. */
export interface TunnelChange {
  readonly provider?: TunnelSettings['provider'] | undefined;
  /** null: forgets it. */
  readonly token?: string | null | undefined;
  /** null: the account's own. */
  readonly domain?: string | null | undefined;
  /** Whether a cloud endpoint of the person's stands in front. */
  readonly endpoint?: TunnelSettings['endpoint'] | undefined;
  readonly publicUrl?: string | null | undefined;
}

/** What is shown of the tunnel. */
export interface TunnelView {
  readonly provider: TunnelSettings['provider'];
  readonly state: TunnelStatus['state'] | 'paused';
  readonly sinceMs: number;
  /** The address that Mixpanel has to call, also while it is not online; null while there is none yet. */
  readonly publicHookUrl: string | null;
  readonly failure: Failure | null;
  readonly doubt: Failure | null;
  readonly provenAtMs: number | null;
  readonly hasToken: boolean;
  readonly domain: string | null;
  readonly endpoint: TunnelSettings['endpoint'];
  readonly publicUrl: string | null;
  readonly isPaused: boolean;
}

export interface Tunnel {
  view(): TunnelView;
  /** Opens what is set up; returns at once. */
  start(): void;
  /** Keeps what changed and opens the tunnel anew. Throws a RollcallError for an address that can't be. */
  configure(change: TunnelChange): Promise<{ readonly isTokenKept: boolean }>;
  tryNow(): void;
  wake(): void;
  selfTest(): Promise<readonly Hop[]>;
  /** The policy for a cloud endpoint of the domain in use. Throws TUNNEL_DOMAIN_MISSING. */
  cloudPolicy(language: Language): string;
  /** The pause was set or ended. */
  notePause(): void;
  /** A delivery came over this host, as its sender named it. */
  noteDelivery(host: string | null): void;
  /**
   * Resolves with the address for Mixpanel once it leads here, or with null when it can't without the person, at the latest
   * after a time.
   */
  settled(limitMs: number): Promise<string | null>;
  close(): Promise<void>;
}

export function createTunnel(ports: TunnelPorts): Tunnel {
  const { settings, report, secrets, probes, place, hookToken, receiverPort, log } = ports;
  const receiverOrigin = `http://127.0.0.1:${receiverPort}`;
  const hookUrlAt = (origin: string): string => `${origin}/hook/${hookToken}`;
  const waiting = new Set<() => void>();
  let configuring: Promise<unknown> = Promise.resolve();
  let saved: Promise<void> = Promise.resolve();

  const door = (): PublicDoor => ({
    probes,
    via: settings.value.provider === 'ngrok' ? place.probe : null,
  });
  const lookAt = async (hookUrl: string): Promise<Look> => {
    const found = await lookThrough(hookUrl, door());
    const { provider, endpoint } = settings.value;
    if (provider !== 'ngrok') return found;
    return endpoint === 'cloud'
      ? atCloudEndpoint(found, new URL(hookUrl).hostname)
      : atNgrok(found);
  };
  const look = (origin: string): Promise<Look> => lookAt(hookUrlAt(origin));
  const supervisor = new Supervisor({
    timers: systemTimers,
    random: Math.random,
    look,
    onChange(status, before) {
      if (status.state === 'online') void pin(status.origin).catch(onError);
      logStatus(log, settings.value.provider, { status, before });
      changed();
    },
  });
  const onError = (error: unknown): void => log.error('tunnel.failed', error);

  /** The address of the first session is the one from now on: Mixpanel can't be told another. */
  async function pin(origin: string | null): Promise<void> {
    const { provider, domain } = settings.value;
    if (provider !== 'ngrok' || domain !== null || origin === null) return;
    await settings.update({ domain: new URL(origin).hostname });
    changed();
  }

  function changed(): void {
    for (const check of waiting) check();
    const { provider, state, sinceMs, failure, doubt } = view();
    const said = { provider, state, sinceMs, publicUrl: origin() };
    const why = { code: failure?.code ?? null, raw: failure?.raw ?? null };
    const doubted = doubt && { code: doubt.code, raw: doubt.raw };
    saved = report.update({ ...said, ...why, doubt: doubted }).catch(onError);
    ports.onChange();
  }

  function origin(): string | null {
    if (supervisor.status.origin !== null) return supervisor.status.origin;
    const { provider, domain, publicUrl } = settings.value;
    if (provider === 'ngrok') return domain === null ? null : `https://${domain}`;
    return provider === 'manual' ? publicUrl : null;
  }

  /** Of a cloud endpoint, which only the person can make, not even ngrok says so before something came through. */
  function leadsHere(): boolean {
    const { state, provenAtMs } = supervisor.status;
    const { provider, endpoint } = settings.value;
    const isCloud = provider === 'ngrok' && endpoint === 'cloud';
    return state === 'online' && (!isCloud || provenAtMs !== null);
  }

  function view(): TunnelView {
    const { status } = supervisor;
    const known = origin();
    const isPaused = ports.isPaused();
    return {
      ...settings.value,
      state: status.state === 'online' && isPaused ? 'paused' : status.state,
      sinceMs: status.sinceMs,
      publicHookUrl: known === null ? null : hookUrlAt(known),
      failure: status.failure,
      doubt: status.doubt,
      provenAtMs: status.provenAtMs,
      hasToken: secrets.ngrokAuthtoken() !== null,
      isPaused,
    };
  }

  function start(): void {
    try {
      const provider = makeProvider({ ...ports, receiverOrigin, look });
      if (provider !== null) supervisor.start(provider);
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error;
      supervisor.fail(final(error.code, error.details));
    }
    // Also where nothing is set up: what a Rollcall that was killed has reported is true no more.
    changed();
  }

  async function configure(change: TunnelChange): Promise<{ isTokenKept: boolean }> {
    const { provider, token, domain, endpoint, publicUrl } = change;
    const wanted: Partial<TunnelSettings> = {
      ...(provider === undefined ? {} : { provider }),
      ...(domain === undefined ? {} : { domain: domain === null ? null : readDomain(domain) }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(publicUrl === undefined
        ? {}
        : { publicUrl: publicUrl === null ? null : readPublicUrl(publicUrl, receiverOrigin) }),
    };
    if (typeof token === 'string') log.hide(token.trim());
    const isTokenKept =
      token === undefined ||
      (await secrets.keepNgrokAuthtoken(token === null ? null : token.trim()));
    // Before anything changes: what the last session still tells is true of the settings it was opened with.
    await supervisor.stop();
    try {
      await settings.update(wanted);
    } finally {
      start();
    }
    return { isTokenKept };
  }

  return {
    view,
    start,
    configure(change) {
      // One after the other: each closes what the last one opened.
      const done = configuring.then(() => configure(change));
      configuring = done.catch(() => {});
      return done;
    },
    tryNow: () => supervisor.tryNow(),
    wake: () => supervisor.wake(),
    async selfTest() {
      const hops = await testWay({
        hookUrl: hookUrlAt(receiverOrigin),
        publicHookUrl: view().publicHookUrl,
        sessionFailure() {
          const { state, failure } = supervisor.status;
          return state === 'online' ? null : (failure ?? final('TUNNEL_NOT_ONLINE'));
        },
        door: door(),
        look: lookAt,
      });
      if (hops.every(({ outcome }) => outcome === 'ok')) supervisor.cameThrough();
      return hops;
    },
    cloudPolicy(language) {
      const { provider, domain } = settings.value;
      if (provider !== 'ngrok' || domain === null) throw new RollcallError('TUNNEL_DOMAIN_MISSING');
      return cloudPolicy({ domain, hookToken, language });
    },
    notePause: changed,
    noteDelivery(host) {
      const { origin, doubt, provenAtMs } = supervisor.status;
      if (origin === null || host !== new URL(origin).host) return;
      const isNews = doubt !== null || Date.now() - (provenAtMs ?? 0) > PROOF_HOLDS_MS;
      if (isNews) supervisor.cameThrough();
    },
    async settled(limitMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = (): void => {
        const { state, failure } = supervisor.status;
        if (leadsHere() || state === 'off' || failure?.kind === 'final') resolve();
      };
      const timer = setTimeout(resolve, limitMs);
      waiting.add(check);
      check();
      await promise;
      waiting.delete(check);
      clearTimeout(timer);
      return leadsHere() ? view().publicHookUrl : null;
    },
    async close() {
      await configuring;
      await supervisor.stop();
      await saved;
    },
  };
}
