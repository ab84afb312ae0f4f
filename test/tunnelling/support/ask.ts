import http from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface Question {
  readonly domain: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Begins a request to the public front door, as somebody on the internet would. */
export function begin(probe: string, question: Question): http.ClientRequest {
  const [host, port] = probe.split(':');
  const { domain, path = '/', method = 'GET', headers } = question;
  return http.request({
    host,
    port,
    path,
    method,
    agent: false,
    headers: { ...headers, host: domain },
  });
}

/** The answer as soon as it begins. */
export function responseTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  request.on('response', resolve).on('error', reject);
  return promise;
}

/** Sends a request to the public front door and waits for the whole answer. */
export async function ask(probe: string, question: Question): Promise<Answer> {
  const request = begin(probe, question);
  request.end(question.body);
  const response = await responseTo(request);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
  };
}
