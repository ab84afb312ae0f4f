export interface Publisher {
  /** Something may have changed. */
  note(): void;
  /** Something has changed by time alone: that is rare, and waits for no interval. */
  noteNow(): void;
  close(): void;
}

/** Calls `publish` soon after something changed, however often it does, and never while an earlier call runs. */
export function createPublisher(
  publish: () => Promise<void>,
  onFailure: (error: unknown) => void,
  intervalMs: () => number,
): Publisher {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isNoted = false;
  let isClosed = false;
  let lastAtMs = Number.NEGATIVE_INFINITY;

  function note(): void {
    isNoted = true;
    if (timer !== undefined || isRunning || isClosed) return;
    timer = setTimeout(run, Math.max(0, lastAtMs + intervalMs() - performance.now()));
  }

  function run(): void {
    timer = undefined;
    isNoted = false;
    isRunning = true;
    lastAtMs = performance.now();
    publish()
      .catch(onFailure)
      .finally(() => {
        isRunning = false;
        if (isNoted) note();
      });
  }

  return {
    note,
    noteNow() {
      clearTimeout(timer);
      timer = undefined;
      lastAtMs = Number.NEGATIVE_INFINITY;
      note();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
