// Loaded into every measured process with --import. Plain JavaScript, like the servers: stripping types would load a
// compiler into the memory that is measured. Sampling starts at the message "start"; "figures" asks for them.
import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const SAMPLE_EVERY_MS = 5;

// Threads of the process load this file, too.
if (isMainThread) measure();

function measure() {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_EVERY_MS });
  delay.enable();
  const figures = () => ({
    ...memoryAndWrites(),
    // Each sample holds the interval as well as how late it was.
    delayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - SAMPLE_EVERY_MS),
    delayMaxMs: Math.max(0, delay.max / 1e6 - SAMPLE_EVERY_MS),
  });
  process.on('message', (message) => {
    if (message === 'start') delay.reset();
    else process.send?.(figures());
  });
  process.channel?.unref();
  const reportPath = process.env.BENCH_REPORT;
  if (reportPath) process.on('exit', () => writeFileSync(reportPath, JSON.stringify(figures())));
}

function memoryAndWrites() {
  if (process.platform !== 'linux') {
    return { peakMemoryBytes: process.resourceUsage().maxRSS * 1024, bytesWritten: null };
  }
  // Linux's maxRSS may be the parent's, from the moment of its fork.
  const status = readFileSync('/proc/self/status', 'utf8');
  const io = readFileSync('/proc/self/io', 'utf8');
  return {
    peakMemoryBytes: number(status, /^VmHWM:\s+(\d+)/m) * 1024,
    bytesWritten: number(io, /^write_bytes: (\d+)/m) - number(io, /^cancelled_write_bytes: (\d+)/m),
  };
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function number(text, pattern) {
  return Number(pattern.exec(text)?.[1]);
}
