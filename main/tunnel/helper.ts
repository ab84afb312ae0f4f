/**
 * What is said between Rollcall and the process that runs ngrok's SDK. The process ends when its channel closes, so
 * nothing of it outlives Rollcall, and ending it is the one sure way to end a connection of the SDK.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export const commandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    authtoken: z.string(),
    /** null: the account's own. */
    domain: z.string().nullable(),
    /** Where requests go, e.g. `http://127.0.0.1:8080`. */
    forwardTo: z.string(),
    /** host:port; null: ngrok's. */
    server: z.string().nullable(),
    /** PEM, of the server's certificate; null: ngrok's own. */
    ca: z.string().nullable(),
    trafficPolicy: z.string(),
    heartbeat: z.object({ everyS: z.number(), toleranceS: z.number() }),
  }),
  z.object({ kind: z.literal('close') }),
]);
export type Command = z.infer<typeof commandSchema>;
export type OpenCommand = Extract<Command, { kind: 'open' }>;

export const reportSchema = z.discriminatedUnion('kind', [
  /** It listens. */
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('online'), url: z.url() }),
  z.object({ kind: z.literal('beat') }),
  /** The service said no: `code` as in `ERR_NGROK_107`. Its words are left out: they may quote the token. */
  z.object({ kind: z.literal('refused'), code: z.string() }),
  /** No connection came about, or it broke. */
  z.object({ kind: z.literal('broken'), at: z.enum(['tcp', 'tls', 'session', 'listener', 'sdk']) }),
]);
export type Report = z.infer<typeof reportSchema>;

/** The process that runs the SDK, from outside. */
export interface Helper {
  post(command: Command): void;
  /** Ends it at once. */
  kill(): void;
  /** Resolves once the process is gone. */
  readonly gone: Promise<void>;
}

/** Starts the process whose file is at this path. `onMessage` gets what it says, unparsed. */
export type StartHelper = (path: string, onMessage: (message: unknown) => void) => Helper;

/** Its entry; the bundle keeps it beside every chunk. */
export const HELPER_PATH = fileURLToPath(
  new URL(`./ngrok-process${extname(import.meta.url)}`, import.meta.url),
);
