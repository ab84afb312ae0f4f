import * as z from 'zod';
import { ERROR_CODES } from '../errors.ts';

/** What went wrong, as it travels: a code, and what its sentence needs. */
export const apiErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

export type ApiError = z.infer<typeof apiErrorSchema>;

/** An answer as it travels: a thrown error would lose its class and code on every wire. */
export const apiResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: apiErrorSchema }),
]);
export type ApiResult = z.infer<typeof apiResultSchema>;

/** What every way between a screen and main can do. */
export interface Transport {
  /** Resolves with what main says; an answer that never came is an error, too (UNREACHABLE). */
  request(name: string, params: unknown): Promise<ApiResult>;
  /** Returns the function that ends it. */
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

/** What main sends on the socket. Soon after the key was accepted comes `app.changed` with every slice of the state. */
export const eventFrameSchema = z.object({ event: z.string(), payload: z.unknown() });
export type EventFrame = z.infer<typeof eventFrameSchema>;

/** The first and only message a page sends on the socket. */
export const keyFrameSchema = z.object({ key: z.string().max(200) });

/** Requests go to `POST /api/<name>` with `Authorization: Bearer <key>`, events come on this path. */
export const API_PATH = '/api/';
export const EVENTS_PATH = '/api/events';

/** The key was renewed or is wrong: connecting again with it is of no use. */
export const CLOSED_FOR_KEY = 4401;
