import type * as z from 'zod';

/** A question with one answer. */
export interface RequestEntry<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly kind: 'request';
  readonly params: P;
  readonly result: R;
}

/** Something main tells everybody who listens. */
export interface EventEntry<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

export type Contract = Readonly<Record<string, RequestEntry | EventEntry>>;

export function request<P extends z.ZodType, R extends z.ZodType>(
  params: P,
  result: R,
): RequestEntry<P, R> {
  return { kind: 'request', params, result };
}

export function event<P extends z.ZodType>(payload: P): EventEntry<P> {
  return { kind: 'event', payload };
}

export type RequestName<C extends Contract> = {
  [K in keyof C]: C[K] extends RequestEntry ? K : never;
}[keyof C] &
  string;

export type EventName<C extends Contract> = {
  [K in keyof C]: C[K] extends EventEntry ? K : never;
}[keyof C] &
  string;

export type ParamsOf<C extends Contract, K extends keyof C> =
  C[K] extends RequestEntry<infer P, z.ZodType> ? z.infer<P> : never;

export type ResultOf<C extends Contract, K extends keyof C> =
  C[K] extends RequestEntry<z.ZodType, infer R> ? z.infer<R> : never;

export type PayloadOf<C extends Contract, K extends keyof C> =
  C[K] extends EventEntry<infer P> ? z.infer<P> : never;

/** One function for each request; a missing one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in RequestName<C>]: (
    params: ParamsOf<C, K>,
  ) => ResultOf<C, K> | Promise<ResultOf<C, K>>;
};
