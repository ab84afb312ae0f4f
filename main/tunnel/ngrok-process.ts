/** The process that runs ngrok's SDK: started by its path, one for each session. */
import { type Command, commandSchema, type Report } from './helper.ts';
import type { NgrokSession } from './ngrok.ts';

interface Channel {
  readonly post: (report: Report) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onClosed: (listener: () => void) => void;
}

/** Electron's channel where Electron started this, else Node's. */
function openChannel(): Channel {
  if ('parentPort' in process && process.parentPort !== undefined) {
    const { parentPort } = process;
    return {
      post: (report) => parentPort.postMessage(report),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      // Chromium ends this process together with the app's; the port says so, too.
      onClosed: (listener) => parentPort.prependListener('close', listener),
    };
  }
  return {
    post: (report) => void process.send?.(report, undefined, undefined, () => {}),
    onMessage: (listener) => process.on('message', listener),
    onClosed: (listener) => process.on('disconnect', listener),
  };
}

const channel = openChannel();
let opening: Promise<NgrokSession> | null = null;

channel.onClosed(() => process.exit());
channel.onMessage((message) => void obey(commandSchema.parse(message)));
channel.post({ kind: 'ready' });

async function obey(command: Command): Promise<void> {
  if (command.kind === 'open') {
    opening = open(command);
    return;
  }
  const session = await opening;
  await session?.close().catch(() => {});
  process.exit();
}

async function open(command: Extract<Command, { kind: 'open' }>): Promise<NgrokSession> {
  try {
    const { openNgrok } = await import('./ngrok.ts');
    return await openNgrok(command, channel.post);
  } catch {
    // The native part can't be loaded here.
    channel.post({ kind: 'broken', at: 'sdk' });
    return { close: async () => {} };
  }
}
