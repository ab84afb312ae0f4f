import { backOffMs } from './back-off.ts';
import { broken, type Failure } from './failure.ts';
import type { Provider } from './provider.ts';
import { type Happening, next, offSince, type TunnelStatus } from './status.ts';
import type { Timers } from './timers.ts';
import { LEAVING, type Look, type OnlineSession, watchSession } from './watch-session.ts';

/** A session that was online for so long did not fail at once: the next one comes without a wait. */
const STEADY_MS = 1_000;
/** What only the person can change may have been changed at ngrok's, which tells nobody. */
const FINAL_MS = 15 * 60_000;
/** Sessions that were online, if briefly, count as so many failures at most: whoever let them in will again. */
const MOST_BRIEF = 3;
/** How often the clock is read; a jump between two readings means that the computer slept. */
const TICK_MS = 5_000;
const SLEPT_MS = 30_000;

export interface SupervisorPorts {
  readonly timers: Timers;
  readonly random: () => number;
  readonly look: (origin: string) => Promise<Look>;
  readonly onChange: (status: TunnelStatus, before: TunnelStatus) => void;
}

/**
 * Keeps a tunnel open: one session at a time, a new one whenever the last proved dead. The state it tells is what is
 * known, not what is hoped for.
 */
export class Supervisor {
  readonly #ports: SupervisorPorts;
  #status: TunnelStatus;
  #life: AbortController | null = null;
  #lived: Promise<void> = Promise.resolve();
  /** Ends the session there is. */
  #drop = new AbortController();
  /** Ends the wait there is. */
  #nudge: () => void = () => {};
  /** The session there is, if it is online. */
  #session: OnlineSession | null = null;
  #failures = 0;
  /** How many sessions in a row led elsewhere, since something last came through or was asked for. */
  #disproved = 0;
  #stopTicking: () => void = () => {};
  /** When the clock was last read. */
  #readAtMs = 0;

  constructor(ports: SupervisorPorts) {
    this.#ports = ports;
    this.#status = offSince(ports.timers.now());
  }

  get status(): TunnelStatus {
    return this.#status;
  }

  /** Opens sessions of this provider from now on. */
  start(provider: Provider): void {
    const life = new AbortController();
    this.#life = life;
    this.#beginAnew();
    this.#move({ kind: 'started' });
    this.#tick();
    this.#lived = this.#live(provider, life.signal);
  }

  /** Says why there is no provider to start. */
  fail(failure: Failure): void {
    this.#move({ kind: 'started' });
    this.#move({ kind: 'ended', failure });
  }

  /** Resolves once nothing of the last session is left. */
  async stop(): Promise<void> {
    this.#stopTicking();
    this.#life?.abort();
    this.#life = null;
    this.#drop.abort(LEAVING);
    this.#nudge();
    await this.#lived;
    if (this.#status.state !== 'off') this.#move({ kind: 'stopped' });
  }

  /** The computer woke up: whatever was open is dead, even if nobody has noticed. */
  wake(): void {
    if (this.#life === null) return;
    // The clock's next reading would say the same once more.
    this.#readAtMs = this.#ports.timers.now();
    this.#beginAnew();
    this.#drop.abort(broken('TUNNEL_WOKE'));
    this.#nudge();
  }

  /** Waits for nothing any more: what is not online is tried at once, and what is, is looked at. */
  tryNow(): void {
    this.#beginAnew();
    this.#nudge();
    this.#session?.lookNow();
  }

  /** A request came through the public address, other than by a look of the supervisor's. */
  cameThrough(): void {
    this.#session?.cameThrough();
  }

  #beginAnew(): void {
    this.#failures = 0;
    this.#disproved = 0;
  }

  async #live(provider: Provider, life: AbortSignal): Promise<void> {
    while (!life.aborted) {
      await this.#untilReachable(provider, life);
      if (life.aborted) return;
      this.#drop = new AbortController();
      const { failure, onlineMs, isDisproved } = await watchSession({
        provider,
        timers: this.#ports.timers,
        look: this.#ports.look,
        tell: (happening) => {
          if (happening.kind === 'proven') this.#disproved = 0;
          // A session that is stopped has no failure: what follows says `off`.
          if (!life.aborted) this.#move(happening);
        },
        offer: (session) => {
          this.#session = session;
        },
        drop: this.#drop.signal,
      });
      if (life.aborted) return;
      const isSteady = onlineMs >= STEADY_MS && !isDisproved;
      const mostCounted = onlineMs > 0 && !isDisproved ? MOST_BRIEF : Number.MAX_SAFE_INTEGER;
      if (isSteady || failure.code === 'TUNNEL_WOKE') this.#failures = 0;
      else this.#failures = Math.min(this.#failures + 1, mostCounted);
      if (isDisproved) this.#disproved += 1;
      const { mostDisproved = Number.POSITIVE_INFINITY } = provider;
      const isForPerson =
        failure.kind === 'final' || (isDisproved && this.#disproved >= mostDisproved);
      const waitMs = isForPerson ? FINAL_MS : backOffMs(this.#failures, this.#ports.random);
      await this.#wait(waitMs);
    }
  }

  async #untilReachable(provider: Provider, life: AbortSignal): Promise<void> {
    while (!life.aborted) {
      const failure = await provider.reach();
      if (failure === null || life.aborted) return;
      this.#move({ kind: 'unreachable', failure });
      const jitter = 0.75 + this.#ports.random() / 2;
      await this.#wait(provider.reachEveryMs * jitter);
    }
  }

  /** Resolves after a time, or once nudged. */
  async #wait(ms: number): Promise<void> {
    if (ms === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#ports.timers.after(ms, () => this.#nudge());
      this.#nudge = () => {
        cancel();
        this.#nudge = () => {};
        resolve();
      };
    });
  }

  #tick(): void {
    const { timers } = this.#ports;
    this.#readAtMs = timers.now();
    this.#stopTicking = timers.after(TICK_MS, () => {
      if (timers.now() - this.#readAtMs > TICK_MS + SLEPT_MS) this.wake();
      this.#tick();
    });
  }

  #move(happening: Happening): void {
    const before = this.#status;
    this.#status = next(before, happening, this.#ports.timers.now());
    if (this.#status !== before) this.#ports.onChange(this.#status, before);
  }
}
