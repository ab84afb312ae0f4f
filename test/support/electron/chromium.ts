/** A real Chromium of this app's own, spoken to over its DevTools protocol through a pipe: it ends when we do. */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright-core';
import * as z from 'zod';

/** One end of a conversation with a page or with the browser, typed by Playwright's copy of the protocol. */
export type Session = Pick<CDPSession, 'send' | 'on' | 'once'>;

export interface Chromium {
  readonly browser: Session;
  /** Where another client, a test's Playwright, reaches the same browser. */
  readonly endpoint: string;
  attach(targetId: string): Promise<Session>;
  close(): Promise<void>;
}

const SWITCHES = [
  '--headless',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
];

const messageSchema = z.object({
  id: z.number().optional(),
  sessionId: z.string().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** Starts it with a profile that lasts, as Electron's default session does. */
export async function launchChromium(profileDir: string, language: string): Promise<Chromium> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const isRoot = process.getuid?.() === 0;
  const child = spawn(
    executablePath,
    [
      ...SWITCHES,
      ...(isRoot ? ['--no-sandbox'] : []),
      `--user-data-dir=${profileDir}`,
      `--lang=${language}`,
      `--accept-lang=${language}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  exited.catch(() => {}); // what failed to start is told by the endpoint that never comes
  const [, , , input, output] = child.stdio;
  const connection = new Connection(input as Writable, output as Readable);
  const endpoint = await endpointOf(child.stderr as Readable, exited);
  return {
    browser: connection.session(undefined),
    endpoint,
    async attach(targetId) {
      const { sessionId } = await connection
        .session(undefined)
        .send('Target.attachToTarget', { targetId, flatten: true });
      return connection.session(sessionId);
    },
    async close() {
      connection
        .session(undefined)
        .send('Browser.close')
        .catch(() => {});
      await exited;
    },
  };
}

async function endpointOf(stderr: Readable, exited: Promise<unknown>): Promise<string> {
  let said = '';
  const found = new Promise<string>((resolve) => {
    stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const endpoint = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (endpoint !== undefined) resolve(endpoint);
    });
  });
  const ended = exited.then((): never => {
    throw new Error(`Chromium ended before it was ready: ${said}`);
  });
  return await Promise.race([found, ended]);
}

class Connection {
  readonly #input: Writable;
  readonly #sessions = new Map<string | undefined, EventEmitter & Session>();
  readonly #asked = new Map<number, PromiseWithResolvers<unknown> & { readonly method: string }>();
  #lastId = 0;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    input.on('error', () => {}); // the browser is gone; whoever waits is told on 'end'
    let rest = '';
    output.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#take(messageSchema.parse(JSON.parse(message)));
    });
    output.on('end', () => {
      for (const { reject, method } of this.#asked.values()) {
        reject(new Error(`Chromium is gone: ${method}`));
      }
      this.#asked.clear();
    });
  }

  session(sessionId: string | undefined): Session {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known;
    const send = (method: string, params: object = {}): Promise<unknown> => {
      this.#lastId += 1;
      const asked = { ...Promise.withResolvers<unknown>(), method };
      this.#asked.set(this.#lastId, asked);
      this.#input.write(`${JSON.stringify({ id: this.#lastId, sessionId, method, params })}\0`);
      return asked.promise;
    };
    const session = Object.assign(new EventEmitter(), { send }) as EventEmitter & Session;
    this.#sessions.set(sessionId, session);
    return session;
  }

  #take({ id, sessionId, method, params, result, error }: z.infer<typeof messageSchema>): void {
    if (id === undefined) {
      if (method !== undefined) this.#sessions.get(sessionId)?.emit(method, params);
      return;
    }
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(`${asked.method}: ${error.message}`));
  }
}
