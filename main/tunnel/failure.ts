import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';

/** Why there is no way through, and what Rollcall does about it. */
export interface Failure {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** As the service names it, e.g. `ERR_NGROK_107`; null when it has no name there. */
  readonly raw: string | null;
  /**
   * `final`: the person has to do something, so it is hardly ever tried by itself. `refused`: the service says no for now, so it is asked
   * again from time to time. `broken`: the way is interrupted, and is used again as soon as it can be.
   */
  readonly kind: 'final' | 'refused' | 'broken';
}

export function broken(
  code: ErrorCode,
  details: ErrorDetails = {},
  raw: string | null = null,
): Failure {
  return { code, details, raw, kind: 'broken' };
}

export function final(
  code: ErrorCode,
  details: ErrorDetails = {},
  raw: string | null = null,
): Failure {
  return { code, details, raw, kind: 'final' };
}
