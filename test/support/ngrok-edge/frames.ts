/** Frames of muxado, which carries ngrok's streams. Source: ngrok-rust, muxado/src/frame.rs and codec.rs. */

const HEADER_BYTES = 8;

export const FrameType = { Rst: 0, Data: 1, WndInc: 2, GoAway: 3 } as const;
const Flag = { Fin: 1, Syn: 2 } as const;

/** Why a stream or a session ended. Source: ngrok-rust, muxado/src/errors.rs. */
export const MuxError = { FlowControl: 3, StreamClosed: 4, SessionClosed: 0x0e } as const;

export interface Frame {
  readonly type: number;
  readonly streamId: number;
  readonly isFin: boolean;
  readonly isSyn: boolean;
  readonly body: Buffer;
}

interface Flags {
  readonly fin?: boolean;
  readonly syn?: boolean;
}

export function dataFrame(streamId: number, body: Uint8Array, flags: Flags = {}): Buffer {
  return encode(FrameType.Data, streamId, body, flags);
}

/** Lets the other side send `bytes` more. */
export function windowFrame(streamId: number, bytes: number): Buffer {
  return encode(FrameType.WndInc, streamId, uint32(bytes));
}

export function resetFrame(streamId: number, code: number): Buffer {
  return encode(FrameType.Rst, streamId, uint32(code));
}

export function goAwayFrame(lastStreamId: number, code: number, text: string): Buffer {
  const body = Buffer.concat([uint32(lastStreamId), uint32(code), Buffer.from(text)]);
  return encode(FrameType.GoAway, 0, body);
}

function encode(type: number, streamId: number, body: Uint8Array, flags: Flags = {}): Buffer {
  const bits = (flags.fin === true ? Flag.Fin : 0) | (flags.syn === true ? Flag.Syn : 0);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.byteLength);
  frame.writeUIntBE(body.byteLength, 0, 3);
  frame.writeUInt8((type << 4) | bits, 3);
  frame.writeUInt32BE(streamId, 4);
  frame.set(body, HEADER_BYTES);
  return frame;
}

/** Cuts what a socket delivers into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  *read(chunk: Buffer): Generator<Frame> {
    this.#rest = this.#rest.byteLength === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.byteLength >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#rest.readUIntBE(0, 3);
      if (this.#rest.byteLength < end) return;
      const kind = this.#rest.readUInt8(3);
      const streamId = this.#rest.readUInt32BE(4) & 0x7fff_ffff;
      const body = this.#rest.subarray(HEADER_BYTES, end);
      this.#rest = this.#rest.subarray(end);
      yield {
        type: kind >> 4,
        streamId,
        isFin: (kind & Flag.Fin) !== 0,
        isSyn: (kind & Flag.Syn) !== 0,
        body,
      };
    }
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
