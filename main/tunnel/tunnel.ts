import { isDeepStrictEqual } from 'node:util';
import { RollcallError } from '../../shared/errors.ts';
import type { Language } from '../../shared/messages/messages.ts';
import type { Logger } from '../log.ts';
import type { Document } from '../settings/document.ts';
import type { SecretBox } from '../settings/secret-box.ts';
import type { TunnelReport, TunnelSettings } from '../settings/tunnel.ts';
import { leadsElsewhere, readChange, type TunnelChange } from './change.ts';
import { cloudPolicy } from './cloud-endpoint.ts';
import { type Failure, final } from './failure.ts';
import type { StartHelper } from './helper.ts';
import { logStatus } from './log-status.ts';
import { createLooks, type SettingsInForce } from './looks.ts';
import { makeProvider, type NgrokPlace } from './make-provider.ts';
import type { Probes } from './probes.ts';
import { type Hop, testWay } from './self-test.ts';
import type { TunnelStatus } from './status.ts';
import { type Opened, superviseWith, tryOut } from './try-out.ts';
import type { Look } from './watch-session.ts';

/** Not every page of a sync is news. */
const PROOF_HOLDS_MS = 60_000;
/** ngrok lets one session alone have a domain, and few an account: what is there has to go first. */
const ONE_AT_A_TIME: readonly string[] = ['TUNNEL_DOMAIN_IN_USE', 'TUNNEL_TOO_MANY_SESSIONS'];

export interface TunnelPorts {
  readonly settings: Document<TunnelSettings>;
  readonly report: Document<TunnelReport>;
  readonly secrets: SecretBox;
  readonly probes: Probes;
  readonly startHelper: StartHelper;
  readonly place: NgrokPlace;
  readonly hookToken: string;
  readonly receiverPort: number;
  /** Whether Mixpanel can reach a host at all. */
  readonly isPublic: (host: string) => boolean;
  /** The person's own pause: reachable, and telling senders to come back. */
  readonly isPaused: () => boolean;
  readonly onChange: () => void;
  readonly log: Logger;
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
  /**
   * Keeps what changed and opens the tunnel anew. An address that works is left only once the other one answered. Throws a
   * RollcallError for an address that can't be, and for one that does not answer: then all is as it was.
   */
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

  const ending = new AbortController();
  // Its own document, not the tunnel: that may stand while the folder is away.
  const onError = (error: unknown): void => log.error('tunnel.save-failed', error);
  const { doorOf, lookAt } = createLooks(probes, place);
  const lookBy =
    (by: SettingsInForce) =>
    (origin: string): Promise<Look> =>
      lookAt(hookUrlAt(origin), by.value);
  const onStatus: Opened['listener'] = (status, before) => {
    if (status.state === 'online') void pin(status.origin).catch(onError);
    logStatus(log, settings.value.provider, { status, before });
    changed();
  };
  let current = superviseWith(lookBy(settings), onStatus);

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
    if (current.supervisor.status.origin !== null) return current.supervisor.status.origin;
    const { provider, domain, publicUrl } = settings.value;
    if (provider === 'ngrok') return domain === null ? null : `https://${domain}`;
    return provider === 'manual' && isOffered(publicUrl) ? publicUrl : null;
  }

  /** An address of this computer or its network alone is never offered, even where an earlier Rollcall took it. */
  function isOffered(url: string | null): boolean {
    return url !== null && ports.isPublic(new URL(url).host);
  }

  /** Of a cloud endpoint, which only the person can make, not even ngrok says so before something came through. */
  function leadsHere(): boolean {
    const { state, provenAtMs } = current.supervisor.status;
    const { provider, endpoint } = settings.value;
    const isCloud = provider === 'ngrok' && endpoint === 'cloud';
    return state === 'online' && (!isCloud || provenAtMs !== null);
  }

  function view(): TunnelView {
    const { status } = current.supervisor;
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
      const provider = makeProvider({ ...ports, receiverOrigin, look: lookBy(settings) });
      if (provider !== null) current.supervisor.start(provider);
    } catch (error) {
      if (!(error instanceof RollcallError)) throw error;
      current.supervisor.fail(final(error.code, error.details));
    }
    // Also where nothing is set up: what a Rollcall that was killed has reported is true no more.
    changed();
  }

  async function configure(change: TunnelChange): Promise<{ isTokenKept: boolean }> {
    const { token } = change;
    const wanted = readChange(change, { receiverOrigin, isPublic: ports.isPublic });
    if (typeof token === 'string') log.hide(token.trim());
    const now = settings.value;
    const works =
      current.supervisor.status.state === 'online' && current.supervisor.status.doubt === null;
    if (works && token === undefined && isDeepStrictEqual(now, { ...now, ...wanted })) {
      // It is not closed for nothing.
      return { isTokenKept: true };
    }
    if (works && leadsElsewhere(now, { ...now, ...wanted }, change)) {
      await moveTo(wanted, token?.trim() ?? secrets.ngrokAuthtoken());
      return { isTokenKept: await keepToken(token) };
    }
    const isTokenKept = await keepToken(token);
    // Before anything changes: what the last session still tells is true of the settings it was opened with.
    await current.supervisor.stop();
    try {
      await settings.update(wanted);
    } finally {
      start();
    }
    return { isTokenKept };
  }

  async function keepToken(token: string | null | undefined): Promise<boolean> {
    return token === undefined || (await secrets.keepNgrokAuthtoken(token?.trim() ?? null));
  }

  /** Leaves an address that works for another one, once that has answered. Throws why it does not; then all is as it was. */
  async function moveTo(wanted: Partial<TunnelSettings>, token: string | null): Promise<void> {
    const isNgrokBefore = settings.value.provider === 'ngrok';
    const parts = { ...ports, receiverOrigin, lookBy, ending: ending.signal };
    let tried = await tryOut(parts, wanted, token);
    const isOneTooMany = tried.failure !== null && ONE_AT_A_TIME.includes(tried.failure.code);
    if (isOneTooMany && isNgrokBefore) {
      await current.supervisor.stop();
      tried = await tryOut(parts, wanted, token);
      if (tried.failure !== null) start();
    }
    const { opened, failure } = tried;
    if (failure !== null) throw new RollcallError(failure.code, failure.details);
    const before = current;
    // What the last session still tells is true of the settings it was opened with.
    before.listener = () => {};
    try {
      await settings.update(wanted);
    } catch (error) {
      before.listener = onStatus;
      await opened.supervisor.stop();
      if (before.supervisor.status.state === 'off') start();
      throw error;
    }
    tried.take();
    opened.listener = onStatus;
    current = opened;
    onStatus(opened.supervisor.status, before.supervisor.status);
    await before.supervisor.stop();
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
    tryNow: () => current.supervisor.tryNow(),
    wake: () => current.supervisor.wake(),
    async selfTest() {
      const hops = await testWay({
        hookUrl: hookUrlAt(receiverOrigin),
        publicHookUrl: view().publicHookUrl,
        sessionFailure() {
          const { state, failure } = current.supervisor.status;
          return state === 'online' ? null : (failure ?? final('TUNNEL_NOT_ONLINE'));
        },
        door: doorOf(settings.value),
        look: (hookUrl) => lookAt(hookUrl, settings.value),
      });
      if (hops.every(({ outcome }) => outcome === 'ok')) current.supervisor.cameThrough();
      return hops;
    },
    cloudPolicy(language) {
      const { provider, domain } = settings.value;
      if (provider !== 'ngrok' || domain === null) throw new RollcallError('TUNNEL_DOMAIN_MISSING');
      return cloudPolicy({ domain, hookToken, language });
    },
    notePause: changed,
    noteDelivery(host) {
      const { origin, doubt, provenAtMs } = current.supervisor.status;
      if (origin === null || host !== new URL(origin).host) return;
      const isNews = doubt !== null || Date.now() - (provenAtMs ?? 0) > PROOF_HOLDS_MS;
      if (isNews) current.supervisor.cameThrough();
    },
    async settled(limitMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = (): void => {
        const { state, failure } = current.supervisor.status;
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
      ending.abort();
      await configuring;
      await current.supervisor.stop();
      await saved;
    },
  };
}
