import { extname } from 'node:path';
import { parentPort, type Transferable, Worker } from 'node:worker_threads';
import { type ErrorCode, type ErrorDetails, RollcallError } from '../../shared/errors.ts';
import { storeTrouble } from './database.ts';

/** What a thread answers to: a name, one parameter, a result. Both must survive structured cloning. */
type Methods = { readonly [name: string]: (params: never) => unknown };
/** Every thread closes its files when asked to. */
interface Closable extends Methods {
  readonly close: (params: never) => void | Promise<void>;
}
type Params<M extends Methods, K extends keyof M> = Parameters<M[K]>[0];
type Result<M extends Methods, K extends keyof M> = Awaited<ReturnType<M[K]>>;

interface Request {
  readonly seq: number;
  readonly name: string;
  readonly params: unknown;
}

type Reply =
  | { readonly seq: number; readonly value: unknown }
  | { readonly seq: number; readonly error: ThreadError }
  | { readonly event: unknown };

interface ThreadError {
  readonly code: ErrorCode | null;
  readonly details: ErrorDetails;
  readonly message: string;
  readonly stack: string | undefined;
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

// Bodies are large and live briefly: a small young generation frees them after a few, not after a hundred.
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 2 };

/** Our half of a thread: a typed call for each of its methods, and the events it sends. */
export class Thread<M extends Closable, Event = never> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #seq = 0;
  #stopped = false;

  /** `name` is the entry's file name without extension, beside `importMetaUrl`; the bundle keeps them together. */
  constructor(importMetaUrl: string, name: string, onEvent: (event: Event) => void = () => {}) {
    this.#worker = new Worker(new URL(`./${name}${extname(importMetaUrl)}`, importMetaUrl), {
      name,
      resourceLimits: RESOURCE_LIMITS,
    });
    this.#worker.on('message', (reply: Reply) => {
      if ('event' in reply) onEvent(reply.event as Event);
      else this.#settle(reply);
    });
    this.#worker.on('error', (error) => this.#rejectAll(error));
    this.#worker.on('exit', () => this.#rejectAll(undefined));
  }

  call<K extends keyof M & string>(
    name: K,
    params: Params<M, K>,
    transfer: readonly Transferable[] = [],
  ): Promise<Result<M, K>> {
    return this.#send(name, params, transfer);
  }

  /** Lets the thread finish and close its files, then ends it. One that died already has nothing left to close. */
  async close(): Promise<void> {
    await this.#send('close', undefined, []).catch(() => {});
    await this.#worker.terminate();
  }

  #send<T>(name: string, params: unknown, transfer: readonly Transferable[]): Promise<T> {
    if (this.#stopped) return Promise.reject(new RollcallError('STORE_STOPPED'));
    const seq = ++this.#seq;
    const request: Request = { seq, name, params };
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(seq, { resolve, reject });
      this.#worker.postMessage(request, transfer);
    });
  }

  #settle(reply: Exclude<Reply, { event: unknown }>): void {
    const pending = this.#pending.get(reply.seq);
    this.#pending.delete(reply.seq);
    if (pending === undefined) return;
    if ('error' in reply) pending.reject(revive(reply.error));
    else pending.resolve(reply.value as never);
  }

  #rejectAll(cause: unknown): void {
    this.#stopped = true;
    for (const { reject } of this.#pending.values()) {
      reject(new RollcallError('STORE_STOPPED', {}, { cause }));
    }
    this.#pending.clear();
  }
}

/** The thread's half: answers each request with its method. Call once per thread. */
export function serveThread(methods: Methods): void {
  parentPort?.on('message', async ({ seq, name, params }: Request) => {
    try {
      const value = await methods[name]?.(params as never);
      parentPort?.postMessage({ seq, value } satisfies Reply);
    } catch (error) {
      parentPort?.postMessage({ seq, error: describe(error) } satisfies Reply);
    }
  });
}

/** Sends an event from inside a thread to whoever started it. */
export function emitFromThread(event: unknown): void {
  parentPort?.postMessage({ event } satisfies Reply);
}

function describe(error: unknown): ThreadError {
  return {
    code: error instanceof RollcallError ? error.code : storeTrouble(error),
    details: error instanceof RollcallError ? error.details : {},
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? error.stack : undefined,
  };
}

function revive({ code, details, message, stack }: ThreadError): Error {
  const cause = new Error(message);
  if (stack !== undefined) cause.stack = stack;
  return code === null ? cause : new RollcallError(code, details, { cause });
}
