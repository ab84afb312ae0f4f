import type { ErrorCode } from '../../shared/errors.ts';

/** One POST to the hook URL whose body arrived whole and was decompressed. */
export interface ReceivedDelivery {
  /** Milliseconds UTC at which the body was complete. */
  readonly receivedAtMs: number;
  /** Request headers worth keeping, lower-case names; never Authorization or Cookie. */
  readonly headers: Readonly<Record<string, string>>;
  /** The decompressed body. Its buffer is handed over: the receiver may not touch it afterwards. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What became of a delivery; the receiver turns it into Mixpanel's reply. */
export type Receipt =
  /** Committed to disk; `action` is what Mixpanel expects to be echoed. */
  | { readonly kind: 'kept'; readonly action: string }
  /** An empty body: kept as a test call. */
  | { readonly kind: 'test' }
  /** Can never work (400): unreadable, or without an action, a cohort id or a list. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly action: string | null }
  /** Ends in the middle (503): Mixpanel sends it again. */
  | { readonly kind: 'cut'; readonly action: string | null }
  /** Could not be kept now (503): Mixpanel sends it again. */
  | { readonly kind: 'unavailable'; readonly code: ErrorCode; readonly action: string | null };

/** A delivery that the receiver itself turned away. */
export interface TurnedAway extends ReceivedDelivery {
  readonly code: ErrorCode;
}

/** Where the receiver puts what arrives. */
export interface Inbox {
  /** Keeps a delivery; resolves once it is durable or known not to be. Never rejects for an expected failure. */
  keep(delivery: ReceivedDelivery): Promise<Receipt>;
  /** Keeps one that was turned away, of a wrong password without its body, so that the person is told. */
  turnedAway(delivery: TurnedAway): void;
}
