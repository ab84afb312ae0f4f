import type { Duplex } from 'node:stream';
import { type Frame, FrameReader, FrameType, goAwayFrame, MuxError, resetFrame } from './frames.ts';
import { type Carrier, MuxStream } from './mux-stream.ts';

/** The service's end of a muxado session: many streams over one socket. */
export class MuxSession {
  readonly #socket: Duplex;
  readonly #streams = new Map<number, MuxStream>();
  readonly #onStream: (stream: MuxStream) => void;
  readonly #carrier: Carrier;
  #lastOwnId = 0;
  #lastAgentId = 0;

  constructor(socket: Duplex, onStream: (stream: MuxStream) => void) {
    this.#socket = socket;
    this.#onStream = onStream;
    this.#carrier = {
      send: (frame, done) => {
        if (socket.writable) socket.write(frame, () => done?.());
      },
      forget: (id) => this.#streams.delete(id),
    };
    const reader = new FrameReader();
    socket.on('data', (chunk: Buffer) => {
      for (const frame of reader.read(chunk)) this.#receive(frame);
    });
    socket.on('close', () => {
      for (const stream of this.#streams.values()) {
        stream.destroy(new Error('The agent is gone.'));
      }
    });
  }

  /** Streams of the service have even numbers. Source: ngrok-rust, muxado/src/stream_manager.rs. */
  open(): MuxStream {
    this.#lastOwnId += 2;
    return this.#add(this.#lastOwnId, true);
  }

  /** Ends the session as the service would: says so, then hangs up. */
  goAway(text: string): void {
    this.#carrier.send(goAwayFrame(this.#lastAgentId, MuxError.SessionClosed, text));
    this.#socket.end(() => this.#socket.destroy());
  }

  #receive({ type, streamId, isFin, isSyn, body }: Frame): void {
    if (isSyn) {
      this.#lastAgentId = streamId;
      this.#onStream(this.#add(streamId, false));
    }
    const stream = this.#streams.get(streamId);
    switch (type) {
      case FrameType.Data:
        if (stream !== undefined && body.byteLength > 0) stream.receive(body);
        if (stream !== undefined && isFin) stream.receiveEnd();
        if (stream === undefined && body.byteLength > 0) {
          this.#carrier.send(resetFrame(streamId, MuxError.StreamClosed));
        }
        return;
      case FrameType.WndInc:
        stream?.receiveRoom(body.readUInt32BE());
        return;
      case FrameType.Rst:
        stream?.destroy(new Error(`The agent reset the stream: ${body.readUInt32BE()}.`));
        return;
      case FrameType.GoAway:
        this.#socket.end();
        return;
      default:
        this.#socket.destroy(new Error(`muxado has no frame of type ${type}.`));
    }
  }

  #add(id: number, isOurs: boolean): MuxStream {
    const stream = new MuxStream(id, this.#carrier, { isOurs });
    this.#streams.set(id, stream);
    return stream;
  }
}
