import { Duplex } from 'node:stream';
import { dataFrame, MuxError, resetFrame, windowFrame } from './frames.ts';

/** What one side may send before the other gives it more. Source: ngrok-rust, muxado/src/session.rs. */
const WINDOW_BYTES = 256 * 1024;
const PIECE_BYTES = 16 * 1024;

/** The session that a stream belongs to. */
export interface Carrier {
  readonly send: (frame: Buffer, done?: () => void) => void;
  readonly forget: (streamId: number) => void;
}

/** One stream of a session. Neither side sends more than the other has room for. */
export class MuxStream extends Duplex {
  readonly id: number;
  readonly #carrier: Carrier;
  #isFirst: boolean;
  #isFinSent = false;
  #maySendBytes = WINDOW_BYTES;
  #mayComeBytes = WINDOW_BYTES;
  /** Read by nobody yet: room that the other side is not given back. */
  #unreadBytes = 0;
  #continueWriting: (() => void) | null = null;

  constructor(id: number, carrier: Carrier, { isOurs }: { readonly isOurs: boolean }) {
    super({ readableHighWaterMark: 64 * 1024, writableHighWaterMark: 64 * 1024 });
    this.id = id;
    this.#carrier = carrier;
    this.#isFirst = isOurs;
    // Whoever uses the stream sees that it ended; an error nobody listens for must not end the process.
    this.on('error', () => {});
  }

  /** What the other side sent. */
  receive(body: Buffer): void {
    this.#mayComeBytes -= body.byteLength;
    if (this.#mayComeBytes < 0) {
      this.#carrier.send(resetFrame(this.id, MuxError.FlowControl));
      this.destroy(new Error('The agent sent more than it was given room for.'));
      return;
    }
    this.#unreadBytes += body.byteLength;
    if (this.push(body)) this.#giveRoom();
  }

  /** The other side sends no more. */
  receiveEnd(): void {
    this.push(null);
  }

  receiveRoom(bytes: number): void {
    this.#maySendBytes = Math.min(this.#maySendBytes + bytes, WINDOW_BYTES);
    const go = this.#continueWriting;
    this.#continueWriting = null;
    go?.();
  }

  override _read(): void {
    this.#giveRoom();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#maySendBytes === 0) {
      this.#continueWriting = () => this._write(chunk, _encoding, done);
      return;
    }
    const piece = chunk.subarray(0, Math.min(this.#maySendBytes, PIECE_BYTES));
    const rest = chunk.subarray(piece.byteLength);
    this.#maySendBytes -= piece.byteLength;
    this.#sendData(piece, false, () => {
      if (rest.byteLength === 0) done();
      else this._write(rest, _encoding, done);
    });
  }

  override _final(done: () => void): void {
    this.#sendEnd();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#sendEnd();
    this.#carrier.forget(this.id);
    done(error);
  }

  #sendEnd(): void {
    if (!this.#isFinSent) this.#sendData(Buffer.alloc(0), true);
    this.#isFinSent = true;
  }

  #sendData(body: Buffer, fin: boolean, done?: () => void): void {
    this.#carrier.send(dataFrame(this.id, body, { fin, syn: this.#isFirst }), done);
    this.#isFirst = false;
  }

  #giveRoom(): void {
    if (this.#unreadBytes === 0) return;
    this.#carrier.send(windowFrame(this.id, this.#unreadBytes));
    this.#mayComeBytes += this.#unreadBytes;
    this.#unreadBytes = 0;
  }
}
