import { assertNever } from '../../shared/assert-never.ts';
import { broken, type Failure } from './failure.ts';
import type { Provider, Session, SessionEvent } from './provider.ts';
import type { Happening } from './status.ts';
import type { Timers } from './timers.ts';

/** How long a session may take to come online. */
const OPENING_MS = 10_000;
/** A public address may lag behind the session that serves it. */
const LOOK_AGAIN_MS = 2_000;
/** A look that failed on this computer's own way out is made again soon, since that often is just coming about. */
const UNSURE_AGAIN_MS = [5_000, 20_000, 60_000, 300_000] as const;

/** The reason to drop a session that lives and is not wanted any more. */
export const LEAVING: Failure = broken('TUNNEL_LOST');

/** What a look through the public address found. */
export type Look =
  | {
      readonly kind: 'through';
      /** What is wrong all the same. */
      readonly flaw?: Failure;
    }
  /** Nobody can say from here: it is this computer's own way out that failed. */
  | { readonly kind: 'unsure'; readonly failure: Failure }
  /** The public side itself says that it leads elsewhere, or nowhere. */
  | { readonly kind: 'elsewhere'; readonly failure: Failure };

/** A session that is online, to whoever knows more of it. */
export interface OnlineSession {
  /** Looks at it at once. */
  lookNow(): void;
  /** A request that nobody here sent came through the public address: as good as a look, which is put off. */
  cameThrough(): void;
}

export interface WatchPorts {
  readonly provider: Provider;
  readonly timers: Timers;
  /** Sends a request out and back in through the public address. */
  readonly look: (origin: string) => Promise<Look>;
  readonly tell: (happening: Happening) => void;
  /** Takes what can be done with the session for as long as it is online; null: it is no more. */
  readonly offer: (session: OnlineSession | null) => void;
  /** Drops the session; the reason is the failure it ends with. */
  readonly drop: AbortSignal;
}

/** How a session went. */
export interface Watched {
  readonly failure: Failure;
  /** For how long it was online; ms. */
  readonly onlineMs: number;
  /** It seemed to be online, and the public address said otherwise. */
  readonly isDisproved: boolean;
}

/** Opens a session and watches it until it ends, by itself or because it proves to be dead. Nothing of it is left then. */
export async function watchSession(ports: WatchPorts): Promise<Watched> {
  const { provider, timers, look, tell, offer, drop } = ports;
  const cancels = new Map<string, () => void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<Failure>();
  let onlineAtMs: number | null = null;
  let beats = 0;
  let isOver = false;
  let isDisproved = false;
  let unsure = 0;

  /** One alarm of each name: setting it again moves it. */
  const alarm = (name: string, ms: number, run: () => void): void => {
    cancels.get(name)?.();
    if (!isOver) cancels.set(name, timers.after(ms, run));
  };

  const lookThrough = async (origin: string, hasFailed: boolean): Promise<void> => {
    const found = await look(origin);
    if (isOver) return;
    const isTelling = found.kind === 'elsewhere' || provider.silenceMs === null;
    if (found.kind === 'through') {
      unsure = 0;
      tell({ kind: 'proven', by: 'look' });
      if (found.flaw !== undefined) tell({ kind: 'doubted', failure: found.flaw });
      lookIn(provider.lookEveryMs, origin, false);
      return;
    }
    if (isTelling && hasFailed) {
      isDisproved = true;
      end(found.failure);
    } else {
      tell({ kind: 'doubted', failure: found.failure });
    }
    const againMs = isTelling ? LOOK_AGAIN_MS : (UNSURE_AGAIN_MS[unsure] ?? provider.lookEveryMs);
    unsure += 1;
    lookIn(againMs, origin, isTelling);
  };

  const lookIn = (ms: number, origin: string, hasFailed: boolean): void =>
    alarm('look', ms, () => void lookThrough(origin, hasFailed));

  const cameThrough = (origin: string): void => {
    unsure = 0;
    tell({ kind: 'proven', by: 'delivery' });
    lookIn(provider.lookEveryMs, origin, false);
  };

  const listen = (origin: string): void => {
    if (provider.silenceMs === null) return;
    alarm('silence', provider.silenceMs, () => void doubt(origin));
  };

  /** No beat came: only what comes through now shows that the session lives. */
  const doubt = async (origin: string): Promise<void> => {
    const before = beats;
    const found = await look(origin);
    if (found.kind !== 'through' && beats === before) end(broken('TUNNEL_SILENT'));
    else listen(origin);
  };

  let origin = '';
  const onEvent = (event: SessionEvent): void => {
    if (isOver) return;
    switch (event.kind) {
      case 'online':
        origin = event.origin;
        onlineAtMs = timers.now();
        cancels.get('opening')?.();
        tell(event);
        listen(origin);
        void lookThrough(origin, false);
        offer({
          lookNow: () => void lookThrough(origin, false),
          cameThrough: () => cameThrough(origin),
        });
        return;
      case 'beat':
        beats += 1;
        if (onlineAtMs !== null) listen(origin);
        return;
      case 'ended':
        end(event.failure);
        return;
      default:
        assertNever(event);
    }
  };

  const onDrop = (): void => end(drop.reason as Failure);
  drop.addEventListener('abort', onDrop);
  alarm('opening', OPENING_MS, () => end(broken('TUNNEL_TOO_SLOW', { host: 'ngrok' })));
  const session = opened(provider, onEvent);
  const failure = await ended;
  isOver = true;
  offer(null);
  drop.removeEventListener('abort', onDrop);
  for (const cancel of cancels.values()) cancel();
  const onlineMs = onlineAtMs === null ? 0 : timers.now() - onlineAtMs;
  // Told before the session is cleared away: what is on screen must not wait for that.
  tell({ kind: 'ended', failure });
  await (failure === LEAVING ? session.leave() : session.cut());
  return { failure, onlineMs, isDisproved };
}

/** One that can't even be begun, as where no process can be started, has ended: receiving goes on without it. */
function opened(provider: Provider, onEvent: (event: SessionEvent) => void): Session {
  try {
    return provider.open(onEvent);
  } catch {
    onEvent({ kind: 'ended', failure: { ...broken('TUNNEL_HELPER_FAILED'), kind: 'refused' } });
    return { leave: async () => {}, cut: async () => {} };
  }
}
