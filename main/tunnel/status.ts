import { assertNever } from '../../shared/assert-never.ts';
import type { Failure } from './failure.ts';

/** What is known of the tunnel. */
export interface TunnelStatus {
  /** `failed`: refused by the service or set up wrongly, as opposed to interrupted. */
  readonly state: 'off' | 'connecting' | 'online' | 'reconnecting' | 'failed';
  /** Since when it is in this state; ms UTC. */
  readonly sinceMs: number;
  /** Under which origin it is online; else null. */
  readonly origin: string | null;
  /** Whether it was online at any time since it was started. */
  readonly wasOnline: boolean;
  /** Why it is not online, as far as is known. */
  readonly failure: Failure | null;
  /** When a request last came through the public address, as far as Rollcall has tried; ms UTC. */
  readonly provenAtMs: number | null;
  /** Why the latest try through the public address did not come through, though the session says online. */
  readonly doubt: Failure | null;
}

export type Happening =
  | { readonly kind: 'started' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unreachable'; readonly failure: Failure }
  | { readonly kind: 'online'; readonly origin: string }
  | { readonly kind: 'ended'; readonly failure: Failure }
  | { readonly kind: 'proven'; readonly by: 'look' | 'delivery' }
  | { readonly kind: 'doubted'; readonly failure: Failure };

export function offSince(nowMs: number): TunnelStatus {
  return {
    state: 'off',
    sinceMs: nowMs,
    origin: null,
    wasOnline: false,
    failure: null,
    provenAtMs: null,
    doubt: null,
  };
}

/** What is true after something happened. */
export function next(status: TunnelStatus, happening: Happening, nowMs: number): TunnelStatus {
  switch (happening.kind) {
    case 'started':
      return { ...offSince(nowMs), state: 'connecting' };
    case 'stopped':
      return offSince(nowMs);
    case 'unreachable':
      return offline(status, happening.failure, nowMs);
    case 'online':
      return {
        ...moved(status, 'online', nowMs),
        origin: happening.origin,
        wasOnline: true,
        failure: null,
        doubt: null,
      };
    case 'ended':
      return offline(status, happening.failure, nowMs);
    case 'proven':
      return { ...status, provenAtMs: nowMs, doubt: remaining(status.doubt, happening.by) };
    case 'doubted':
      return isSame(status.doubt, happening.failure)
        ? status
        : { ...status, doubt: happening.failure };
    default:
      return assertNever(happening);
  }
}

/** That a delivery came does not show that the policy at ngrok is any newer; a look does. */
function remaining(doubt: Failure | null, by: 'look' | 'delivery'): Failure | null {
  return by === 'delivery' && doubt?.code === 'TUNNEL_CLOUD_OUTDATED' ? doubt : null;
}

function offline(status: TunnelStatus, failure: Failure, nowMs: number): TunnelStatus {
  // What was never online is still connecting, however often it is tried.
  const again = status.wasOnline ? 'reconnecting' : 'connecting';
  const state = failure.kind === 'broken' ? again : 'failed';
  // Asking again and again is no news.
  if (status.state === state && isSame(status.failure, failure)) return status;
  return { ...moved(status, state, nowMs), origin: null, failure, doubt: null };
}

function isSame(before: Failure | null, { code, raw }: Failure): boolean {
  return before?.code === code && before.raw === raw;
}

function moved(status: TunnelStatus, state: TunnelStatus['state'], nowMs: number): TunnelStatus {
  return status.state === state ? status : { ...status, state, sinceMs: nowMs };
}
