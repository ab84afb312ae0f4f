/** One sender's part of a shared number of bytes. */
export interface Share {
  /** Claims bytes; false when they no longer fit, and then nothing is claimed. */
  take(bytes: number): boolean;
  /** Gives everything back. */
  release(): void;
}

/** Bounds what all senders together hold in memory; returns a function that opens a share. */
export function createAllowance(totalBytes: number): () => Share {
  let leftBytes = totalBytes;
  return () => {
    let takenBytes = 0;
    return {
      take(bytes) {
        if (bytes > leftBytes) return false;
        leftBytes -= bytes;
        takenBytes += bytes;
        return true;
      },
      release() {
        leftBytes += takenBytes;
        takenBytes = 0;
      },
    };
  };
}
