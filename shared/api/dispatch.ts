import { type ErrorCode, type ErrorDetails, RollcallError } from '../errors.ts';
import type { Contract, Handlers } from './define.ts';
import type { ApiError, ApiResult } from './transport.ts';

export type Dispatch = (name: string, params: unknown) => Promise<ApiResult>;

/**
 * Answers requests by name, whatever the transport. What goes wrong leaves as a code and its details; `onUnexpected`
 * gets an error nobody expected, for the log.
 */
export function createDispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  onUnexpected: (name: string, error: unknown) => void,
): Dispatch {
  // Each handler takes what the schema of its own name gives.
  const byName = new Map(Object.entries(handlers as Record<string, (params: never) => unknown>));
  return async (name, params) => {
    const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
    const handler = byName.get(name);
    if (entry?.kind !== 'request' || handler === undefined) return failure('REQUEST_UNKNOWN');
    const parsed = entry.params.safeParse(params);
    if (!parsed.success) return failure('REQUEST_INVALID');
    try {
      return { ok: true, value: await handler(parsed.data as never) };
    } catch (error) {
      const told = toldError(error);
      if (told.code === 'UNEXPECTED') onUnexpected(name, error);
      return { ok: false, error: told };
    }
  };
}

/** An error as a screen is told of it; one nobody expected as UNEXPECTED alone: its message may quote a member. */
export function toldError(error: unknown): ApiError {
  return error instanceof RollcallError
    ? { code: error.code, details: { ...error.details } }
    : { code: 'UNEXPECTED', details: {} };
}

export function failure(code: ErrorCode, details: ErrorDetails = {}): ApiResult & { ok: false } {
  return { ok: false, error: { code, details } };
}
