/** A time in which no sync could come in, or none was wanted. */
export interface Outage {
  /** `away`: asleep or not running; `paused`: the person's own pause; `tunnel`: running, but not to be reached. */
  readonly kind: 'away' | 'paused' | 'tunnel';
  readonly fromMs: number;
  /** null: it lasts. */
  readonly toMs: number | null;
}

/** Whether some of the span from `fromMs` to `toMs` lies in an outage. */
export function touches({ fromMs: from, toMs: to }: Outage, fromMs: number, toMs: number): boolean {
  return from < toMs && (to ?? Number.POSITIVE_INFINITY) > fromMs;
}
