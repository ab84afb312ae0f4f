/** What one sender may cost. Times in milliseconds. */
export interface ReceiverLimits {
  /** Largest body, as sent and after decompression. */
  readonly maxBodyBytes: number;
  /** Largest sum of all bodies in memory; over it a sender is told to come again. */
  readonly maxHeldBytes: number;
  readonly maxConnections: number;
  /** Headers beyond this are answered with a sentence. */
  readonly maxHeaderBytes: number;
  /** Beyond this they are not even read. */
  readonly maxReadHeaderBytes: number;
  readonly headersMs: number;
  readonly keepAliveMs: number;
  /** Longest pause between two pieces of a body. */
  readonly stallMs: number;
  /** Longest time for a whole body. */
  readonly bodyMs: number;
  /** How much of an unwanted body is still read so that its sender gets to read the answer. */
  readonly lingerBytes: number;
  readonly lingerMs: number;
  readonly lingerIdleMs: number;
  /** How long `close` waits for what is in flight. */
  readonly closeMs: number;
}

const MIB = 2 ** 20;

export const DEFAULT_LIMITS: ReceiverLimits = {
  maxBodyBytes: 64 * MIB,
  maxHeldBytes: 512 * MIB,
  maxConnections: 512,
  maxHeaderBytes: 16 * 1024,
  maxReadHeaderBytes: 128 * 1024,
  headersMs: 15_000,
  // Longer than the minute a proxy usually keeps an idle connection: the proxy should be the one to close it.
  keepAliveMs: 75_000,
  stallMs: 30_000,
  bodyMs: 300_000,
  lingerBytes: 128 * MIB,
  lingerMs: 10_000,
  lingerIdleMs: 2_000,
  closeMs: 5_000,
};
