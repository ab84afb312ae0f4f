/** What ngrok's error codes mean for a person. Source: ngrok.com/docs/errors, as of August 2026. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { Failure } from './failure.ts';
import type { Look } from './watch-session.ts';

type Meaning = readonly [ErrorCode, Failure['kind'], readonly number[]];

const MEANINGS: readonly Meaning[] = [
  ['TUNNEL_TOKEN_WRONG', 'final', [105, 106, 107, 109, 300, 336]],
  ['TUNNEL_TOKEN_MISSING', 'final', [4018]],
  ['TUNNEL_TOKEN_NOT_ALLOWED', 'final', [308, 316, 356]],
  ['TUNNEL_DOMAIN_WRONG', 'final', [315, 321, 326, 327, 328, 329, 330, 331, 347, 355]],
  ['TUNNEL_DOMAIN_NOT_YOURS', 'final', [309, 320]],
  ['TUNNEL_DOMAIN_NOT_RESERVED', 'final', [307, 310, 313, 314, 318, 319, 354, 15_002, 15_013]],
  ['TUNNEL_DOMAIN_ELSEWHERE', 'final', [311, 317, 322]],
  ['TUNNEL_ACCOUNT_UNPAID', 'final', [102, 337]],
  ['TUNNEL_ACCOUNT_SUSPENDED', 'final', [103, 338, 3208]],
  ['TUNNEL_EMAIL_UNVERIFIED', 'final', [123]],
  ['TUNNEL_ADDRESS_NOT_ALLOWED', 'final', [115, 116]],
  ['TUNNEL_SERVER_NOT_ALLOWED', 'final', [118, 122, 126, 127]],
  ['TUNNEL_TOO_OLD', 'final', [119, 120, 121, 124]],
  ['TUNNEL_DOMAIN_IN_USE', 'refused', [334]],
  ['TUNNEL_TOO_MANY_SESSIONS', 'refused', [108, 324, 348, 350]],
  ['TUNNEL_TOO_OFTEN', 'refused', [349, 351, 702, 714, 734]],
  ['TUNNEL_MONTH_USED_UP', 'refused', [725, 726, 727, 728, 729, 732, 733, 735, 736, 737]],
  ['TUNNEL_ENDPOINT_OFFLINE', 'broken', [3200, 3209, 3210]],
  ['TUNNEL_RECEIVER_SILENT', 'broken', [3004, 8012]],
];

const byNumber = new Map(
  MEANINGS.flatMap(([code, kind, numbers]) => numbers.map((n) => [n, { code, kind }] as const)),
);

/** A heartbeat more frequent than the service takes: asked again with the SDK's own. */
export const HEARTBEAT_REFUSALS: ReadonlySet<string> = new Set(['ERR_NGROK_111', 'ERR_NGROK_112']);

/** The failure behind a code such as `ERR_NGROK_334`; one that is not known is told as it is and tried again. */
export function ngrokFailure(raw: string, domain: string | null): Failure {
  const number = Number(/^ERR_NGROK_(\d+)$/.exec(raw)?.[1] ?? Number.NaN);
  const { code, kind } = byNumber.get(number) ?? { code: 'TUNNEL_REFUSED', kind: 'refused' };
  return { code, kind, raw, details: { raw, domain: domain ?? 'ngrok' } };
}

/** What a look through ngrok's own door found: who else answers there is to be seen at ngrok. */
export function atNgrok(found: Look): Look {
  if (found.kind !== 'elsewhere' || found.failure.code !== 'TUNNEL_LEADS_ELSEWHERE') return found;
  return { ...found, failure: { ...found.failure, code: 'TUNNEL_NGROK_ELSEWHERE' } };
}
