import type { ErrorCode } from '../../shared/errors.ts';
import { broken, type Failure } from './failure.ts';

const BY_ERRNO: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'TUNNEL_NAME_UNKNOWN',
  EAI_AGAIN: 'TUNNEL_NAME_UNKNOWN',
  ENETUNREACH: 'TUNNEL_OFFLINE',
  ENETDOWN: 'TUNNEL_OFFLINE',
  EHOSTUNREACH: 'TUNNEL_OFFLINE',
  EADDRNOTAVAIL: 'TUNNEL_OFFLINE',
  CERT_NOT_YET_VALID: 'TUNNEL_CLOCK_WRONG',
  CERT_HAS_EXPIRED: 'TUNNEL_CLOCK_WRONG',
  ETIMEDOUT: 'TUNNEL_TOO_SLOW',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TUNNEL_INTERCEPTED',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TUNNEL_INTERCEPTED',
  SELF_SIGNED_CERT_IN_CHAIN: 'TUNNEL_INTERCEPTED',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TUNNEL_INTERCEPTED',
  UNABLE_TO_GET_ISSUER_CERT: 'TUNNEL_INTERCEPTED',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TUNNEL_INTERCEPTED',
  EPROTO: 'TUNNEL_INTERCEPTED',
};

/** The failure behind an error of Node's sockets, TLS or name lookup. */
export function networkFailure(error: unknown, host: string): Failure {
  const errno = errnoOf(error);
  return broken(BY_ERRNO[errno ?? ''] ?? otherwise(errno), { host }, errno);
}

/** What speaks no TLS where TLS is spoken stands in between; all else keeps one from getting through. */
function otherwise(errno: string | null): ErrorCode {
  return errno?.startsWith('ERR_SSL_') ? 'TUNNEL_INTERCEPTED' : 'TUNNEL_BLOCKED';
}

function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one name were tried.
  return error instanceof AggregateError ? errnoOf(error.errors[0]) : null;
}
