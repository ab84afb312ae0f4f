import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { RollcallError } from '../../shared/errors.ts';
import type { Action } from '../mixpanel/actions.ts';

export interface SenderOptions {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly pauseMs: number;
}

type Outcome =
  | { readonly kind: 'acknowledged' }
  /** All retries failed. `isUncertain`: a try went unanswered, so the receiver may have kept the page all the same. */
  | { readonly kind: 'given-up'; readonly isUncertain: boolean };

export interface Sender {
  /** Sends a body with Mixpanel's retries. Throws SIMULATION_REFUSED where Mixpanel pauses, and the signal's reason. */
  readonly send: (body: Buffer, action: Action) => Promise<Outcome>;
  readonly retries: () => number;
  readonly close: () => void;
}

/** At these Mixpanel pauses the sync. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
const PAUSING = new Set([400, 401, 403, 404]);
const MAX_REPLY_CHARACTERS = 65_536;

/** What one try came to: null is success. */
type Failure = { readonly reason: string; readonly isUncertain: boolean } | null;

/** A sender over kept-alive connections that behaves as Mixpanel's documentation says. */
export function createSender(
  options: SenderOptions,
  report: (line: string) => void,
  signal?: AbortSignal,
): Sender {
  if (!/^https?:$/.test(URL.parse(options.url)?.protocol ?? '')) {
    throw new RollcallError('USAGE', {
      command: 'simulate',
      problem: 'The URL has to begin with http:// or https://.',
    });
  }
  const url = new URL(options.url);
  const agentOptions = { keepAlive: true, maxSockets: options.concurrency };
  const agent =
    url.protocol === 'https:' ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
  const headers = headersOf(options);
  let retries = 0;

  const attempt = async (body: Buffer, action: Action): Promise<Failure> => {
    try {
      return judge(
        await post({ url, agent, headers, body, timeoutMs: options.timeoutMs, signal }),
        action,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RollcallError || !(error instanceof Error)) throw error;
      const code = 'code' in error ? String(error.code) : error.message;
      return { reason: `no answer (${code})`, isUncertain: code !== 'ECONNREFUSED' };
    }
  };

  const send = async (body: Buffer, action: Action): Promise<Outcome> => {
    let isUncertain = false;
    if (options.pauseMs > 0) await pause(options.pauseMs, signal);
    for (let tries = 0; ; tries++) {
      signal?.throwIfAborted();
      const failure = await attempt(body, action);
      if (failure === null) return { kind: 'acknowledged' };
      isUncertain ||= failure.isUncertain;
      const delayMs = options.retryDelaysMs[tries];
      if (delayMs === undefined) {
        report(`${failure.reason}; giving this sync up until the next one.`);
        return { kind: 'given-up', isUncertain };
      }
      report(`${failure.reason}; trying again in ${delayMs / 1000} s.`);
      retries++;
      await pause(delayMs, signal);
    }
  };

  return { send, retries: () => retries, close: () => agent.destroy() };
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal });
}

function headersOf({ user, password }: SenderOptions): http.OutgoingHttpHeaders {
  const headers = { 'content-type': 'application/json', 'user-agent': 'rollcall-simulate' };
  if (user === undefined && password === undefined) return headers;
  const credentials = Buffer.from(`${user ?? ''}:${password ?? ''}`).toString('base64');
  return { ...headers, authorization: `Basic ${credentials}` };
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Anything but success and the four that pause is tried again, as 429 and 5xx are; what Mixpanel does there is unknown. */
function judge({ status, text }: Reply, action: Action): Failure {
  const envelope = readEnvelope(text);
  if (PAUSING.has(status)) {
    throw new RollcallError('SIMULATION_REFUSED', { status, message: envelope.message });
  }
  if (status < 200 || status > 299)
    return { reason: `HTTP ${status}: ${envelope.message}`, isUncertain: false };
  if (envelope.status === 'success' && envelope.action === action) return null;
  return { reason: `HTTP ${status}, but not Mixpanel's success reply`, isUncertain: true };
}

function readEnvelope(text: string): { action: unknown; status: unknown; message: string } {
  const envelope = { action: undefined, status: undefined, message: '(no message)' };
  try {
    const reply: unknown = JSON.parse(text);
    if (typeof reply !== 'object' || reply === null) return envelope;
    const { action, status, error }: { action?: unknown; status?: unknown; error?: unknown } =
      reply;
    const hasMessage = typeof error === 'object' && error !== null && 'message' in error;
    return { action, status, message: hasMessage ? String(error.message) : envelope.message };
  } catch {
    // a reply that isn't JSON has no message
    return envelope;
  }
}

function post(options: {
  readonly url: URL;
  readonly agent: http.Agent | https.Agent;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}): Promise<Reply> {
  const { url, agent, headers, body, timeoutMs, signal } = options;
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': body.byteLength },
      ...(signal === undefined ? {} : { signal }),
    });
    const timer = setTimeout(() => sent.destroy(new Error('timeout')), timeoutMs);
    sent.on('close', () => clearTimeout(timer));
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < MAX_REPLY_CHARACTERS) text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.end(body);
  });
}
