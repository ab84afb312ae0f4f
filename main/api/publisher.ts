/** At most about five pushes a second. */
const INTERVAL_MS = 200;

export interface Publisher {
  /** Something may have changed. */
  note(): void;
  close(): void;
}

/** Calls `publish` soon after something changed, however often it does, and never while an earlier call runs. */
export function createPublisher(
  publish: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Publisher {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isNoted = false;
  let isClosed = false;
  let lastAtMs = Number.NEGATIVE_INFINITY;

  function note(): void {
    isNoted = true;
    if (timer !== undefined || isRunning || isClosed) return;
    timer = setTimeout(run, Math.max(0, lastAtMs + INTERVAL_MS - performance.now()));
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
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
