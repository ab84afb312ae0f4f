import type { Failure } from './failure.ts';

/** What a session tells, in this order: online once, any number of beats, ended once and nothing after it. */
export type SessionEvent =
  /** Reached from outside under this origin, e.g. `https://name.ngrok.app`. */
  | { readonly kind: 'online'; readonly origin: string }
  /** The far end answered: the session lives. */
  | { readonly kind: 'beat' }
  | { readonly kind: 'ended'; readonly failure: Failure };

/** One connection to whatever brings requests here. */
export interface Session {
  /** Gives the address back, then ends. Resolves, as `cut` does, once nothing of it is left: no process, no connection. */
  leave(): Promise<void>;
  /** Ends at once what is dead already. */
  cut(): Promise<void>;
}

/** A kind of tunnel. The supervisor decides when there is a session; a provider never tries again by itself. */
export interface Provider {
  /** Longest time without a beat before the session is doubted; null: it has none, and only looks tell whether it lives. */
  readonly silenceMs: number | null;
  /** How often a session that is online is looked at through the public address: each look is a request of its allowance. */
  readonly lookEveryMs: number;
  /** How often it is asked whether the service is there, while it was not. */
  readonly reachEveryMs: number;
  /**
   * How many sessions in a row may prove to lead elsewhere before it is for the person to mend: the next ones are rare then,
   * since each look is a request of the allowance. Without it there is no such number.
   */
  readonly mostDisproved?: number;
  /** Whether the service can be reached at all: cheap, and without consequences. */
  reach(): Promise<Failure | null>;
  open(tell: (event: SessionEvent) => void): Session;
}
