import { TUNNEL_ERROR_CODES } from './tunnel-errors.ts';

/** Every failure a person or a sender can meet. A code has one sentence in each language (`shared/messages`). */
export const ERROR_CODES = [
  // what a sender is told
  'WRONG_PASSWORD',
  'HEADERS_TOO_LARGE',
  'BODY_TOO_LARGE',
  'BODY_UNREADABLE',
  'BODY_TOO_DEEP',
  'BODY_CUT',
  'BODY_STALLED',
  'ENCODING_UNKNOWN',
  'ACTION_MISSING',
  'ACTION_UNKNOWN',
  'COHORT_ID_MISSING',
  'MEMBERS_MISSING',
  'MIXPANEL_ALERT',
  'AMPLITUDE_COHORT',
  'PAUSED',
  'DISK_NEARLY_FULL',
  'BACKLOG_FULL',
  'STORE_FULL',
  'STORE_BUSY',
  'STORE_READ_ONLY',
  'STORE_CORRUPT',
  'STORE_GONE',
  'STORE_FAILED',
  'STORE_STOPPED',
  // what a person at the command line or the screen is told
  'NODE_TOO_OLD',
  'USAGE',
  'DATA_DIR_MISSING',
  'DATA_DIR_UNUSABLE',
  'DATA_DIR_SHARED',
  'DATA_DIR_IN_USE',
  'DATA_FROM_NEWER_VERSION',
  'APPLYING_STALLED',
  'PORT_IN_USE',
  'COHORT_UNKNOWN',
  'COHORT_AMBIGUOUS',
  'SYNC_UNKNOWN',
  'TIME_UNREADABLE',
  'COLUMN_UNKNOWN',
  'TIME_ZONE_UNKNOWN',
  'EXPORT_TARGET_UNUSABLE',
  'EXPORT_ENDING_FOREIGN',
  'EXPORT_CANCELLED',
  'SETTINGS_UNREADABLE',
  'SIMULATION_REFUSED',
  // what a screen is told
  'REQUEST_UNKNOWN',
  'REQUEST_INVALID',
  'REQUEST_TOO_LARGE',
  'KEY_WRONG',
  'UNREACHABLE',
  'UNEXPECTED',
  'COHORT_GONE',
  'DELIVERY_GONE',
  'DELIVERY_NOT_KEPT',
  'DELIVERY_FAILS_AGAIN',
  'EXPORT_GONE',
  'NOT_IN_BROWSER',
  'SAMPLE_RUNNING',
  'PASSWORD_NOT_KEPT',
  'BACKUP_CANCELLED',
  'BACKUP_NO_ROOM',
  'BACKUP_FOREIGN',
  'BACKUP_DAMAGED',
  'BACKUP_FROM_NEWER_VERSION',
  'BACKUP_GONE',
  'RESTORE_FAILED',
  ...TUNNEL_ERROR_CODES,
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Values a sentence names: a path, a port, a count. Never a member, a password or a token. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An expected failure: a code from the closed list, and what its sentence needs. */
export class RollcallError extends Error {
  override readonly name = 'RollcallError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}
