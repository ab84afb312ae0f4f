/** A file that waits to be fetched by a browser, once. */
export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  /** null: not known before it is written. */
  readonly sizeBytes: number | null;
  /** Writes it at the stream's pace and leaves the stream open. Rejects when it is not whole. */
  writeTo(stream: NodeJS.WritableStream): Promise<void>;
}
