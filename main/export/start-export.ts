import { RollcallError } from '../../shared/errors.ts';
import { Thread } from '../store/thread.ts';
import type { ExportMethods } from './export-thread.ts';
import type { ExportProgress, ExportRequest, ExportResult } from './request.ts';

/** A file to be made or replaced, or an open stream that is left open. */
export type ExportTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stream'; readonly stream: NodeJS.WritableStream };

/** An export under way in a thread of its own. */
export interface RunningExport {
  /**
   * Rejects with EXPORT_CANCELLED, EXPORT_TARGET_UNUSABLE (for a stream its `path` is "-" and its cause the stream's
   * error, EPIPE when the reader went away), COLUMN_UNKNOWN, TIME_ZONE_UNKNOWN or the store's trouble.
   */
  readonly done: Promise<ExportResult>;
  /** Ends the export without a file; does nothing once it is done. */
  cancel(): void;
}

type ExportThread = Thread<ExportMethods, ExportProgress>;

/** Starts an export off the main thread, for the command line and the app alike. */
export function startExport(
  request: ExportRequest,
  target: ExportTarget,
  onProgress: (progress: ExportProgress) => void = () => {},
): RunningExport {
  const thread: ExportThread = new Thread(import.meta.url, 'export-thread', onProgress);
  const cancelling = new AbortController();
  const exporting =
    target.kind === 'file'
      ? toFile(thread, request, target.path, cancelling.signal)
      : toStream(thread, request, target.stream, cancelling.signal, onProgress);
  return { done: exporting.finally(() => thread.close()), cancel: () => cancelling.abort() };
}

function toFile(
  thread: ExportThread,
  request: ExportRequest,
  path: string,
  signal: AbortSignal,
): Promise<ExportResult> {
  // The thread answers by ending the export, which is where a failure shows.
  signal.addEventListener('abort', () => thread.call('cancel', undefined).catch(() => {}));
  return thread.call('toFile', { request, path });
}

async function toStream(
  thread: ExportThread,
  request: ExportRequest,
  stream: NodeJS.WritableStream,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportResult> {
  await thread.call('open', request);
  const output = new Output(stream, signal);
  let piece = await thread.call('next', undefined);
  while (piece !== null && piece.bytes !== null) {
    // While one piece is written the next one is made.
    const next = thread.call('next', undefined);
    next.catch(() => {});
    await output.write(piece.bytes);
    onProgress(piece.progress);
    piece = await next;
  }
  output.release();
  if (piece === null) throw new RollcallError('STORE_STOPPED');
  return piece.result;
}

/** Writes to a stream at the stream's pace. A stream that failed keeps the listener for errors to come. */
class Output {
  readonly #stream: NodeJS.WritableStream;
  readonly #failure: Promise<never>;
  readonly #fail: (cause: unknown) => void;

  constructor(stream: NodeJS.WritableStream, signal: AbortSignal) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#stream = stream;
    this.#failure = promise;
    this.#failure.catch(() => {});
    this.#fail = (cause) =>
      reject(new RollcallError('EXPORT_TARGET_UNUSABLE', { path: '-' }, { cause }));
    stream.on('error', this.#fail).on('close', this.#fail);
    if (signal.aborted) reject(new RollcallError('EXPORT_CANCELLED'));
    signal.addEventListener('abort', () => reject(new RollcallError('EXPORT_CANCELLED')));
  }

  async write(bytes: Uint8Array): Promise<void> {
    const written = new Promise<void>((resolve) => {
      this.#stream.write(bytes, (error) => (error ? this.#fail(error) : resolve()));
    });
    await Promise.race([written, this.#failure]);
  }

  release(): void {
    this.#stream.off('error', this.#fail).off('close', this.#fail);
  }
}
