import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, send, sendRaw } from './support/send.ts';
import {
  HOOK_PATH,
  HOOK_TOKEN,
  type StartedReceiver,
  startReceiver,
} from './support/start-receiver.ts';

let started: StartedReceiver;
beforeEach(async () => {
  started = await startReceiver({ limits: { lingerIdleMs: 100, stallMs: 50, maxBodyBytes: 1000 } });
});
afterEach(() => started.receiver.close());

const wrongSecret = `/hook/${'A'.repeat(HOOK_TOKEN.length)}`;

describe('who does not know the secret', () => {
  it.each([
    ['no body', 'Host: x\r\n\r\n'],
    ['a body', 'Content-Length: 2\r\n\r\n{}'],
    ['a body in chunks', 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
    ['a body that does not come', 'Content-Length: 2\r\n\r\n'],
    ['a body announced too large', 'Content-Length: 99999999\r\n\r\n'],
    ['a question first', 'Expect: 100-continue\r\nContent-Length: 2\r\n\r\n'],
    ['a connection to keep', 'Connection: keep-alive\r\n\r\n'],
    ['a connection to close', 'Connection: close\r\n\r\n'],
    ['a password', 'Authorization: Basic dTpw\r\n\r\n'],
  ])('sees the same bytes for a wrong secret, path and method (%s)', async (_what, rest) => {
    const answers = await Promise.all([
      sendRaw(started.port, `POST ${wrongSecret} HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `GET ${wrongSecret} HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `HEAD ${wrongSecret} HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `POST /elsewhere HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `GET / HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `PUT ${HOOK_PATH} HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `OPTIONS ${HOOK_PATH} HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, `POST ${wrongSecret} HTTP/1.0\r\n${rest}`),
      sendRaw(started.port, `NONSENSE ${HOOK_PATH} HTTP/1.1\r\n${rest}`),
      sendRaw(started.port, 'no HTTP at all\r\n\r\n'),
    ]);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toBe(
      'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
  });

  it('sees the same with and without a password set', async () => {
    const guarded = await startReceiver({
      credentials: () => ({ user: 'u', password: 'p' }),
    });
    const bytes = `POST ${wrongSecret} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`;
    expect(await sendRaw(guarded.port, bytes)).toBe(await sendRaw(started.port, bytes));
    await guarded.receiver.close();
  });
});

describe('the secret', () => {
  it('is in no answer and in no line of the log, whatever happens', async () => {
    const authorization = 'Basic bWl4cGFuZWw6cGFzc3dvcmQ=';
    const headers = { Authorization: authorization, Referer: HOOK_PATH };
    const answers: string[] = [];
    const ask = async (body: string, more = {}): Promise<void> => {
      const reply = await send(started.port, { body, headers: { ...headers, ...more } });
      answers.push(JSON.stringify(reply.headers) + reply.text);
    };
    await ask('{}');
    await ask('x'.repeat(2000));
    await ask('\u0001', { 'Content-Encoding': HOOK_TOKEN });
    await ask('\u0001', { 'Content-Encoding': 'gzip' });
    started.inbox.answer = () => {
      const cause = Object.assign(new Error(`open ${HOOK_PATH}`), { code: HOOK_TOKEN });
      throw new Error(`at ${encodeURIComponent(HOOK_PATH)} with authorization: ${authorization}`, {
        cause,
      });
    };
    await ask('{}');
    answers.push(
      await sendRaw(started.port, `POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 9\r\n\r\n`),
    );
    const gone = await connect(started.port);
    gone.socket.write(`POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 9\r\n\r\n`);
    gone.socket.resetAndDestroy();
    await started.receiver.close();

    expect(started.logLines.length).toBeGreaterThan(5);
    expect(started.logLines.join('\n')).toContain('[hidden]');
    expect(started.logLines.join('\n')).not.toMatch(/bWl4cGFuZWw6/);
    expect(started.logLines.join('\n')).not.toContain(HOOK_TOKEN);
    // Only the sender's own words come back to it, in the sentence about its encoding.
    const silent = answers.filter((_answer, index) => index !== 2);
    expect(silent.join('\n').toLowerCase()).not.toContain(HOOK_TOKEN.toLowerCase());
    expect(answers.join('\n')).not.toMatch(/bWl4cGFuZWw6|Error|node|\.ts/);
  });

  it('is in no header that a delivery is kept with', async () => {
    await send(started.port, {
      body: '{}',
      headers: { Referer: HOOK_PATH, 'X-Original-Url': `https://x${HOOK_PATH}?a`, 'X-A': 'kept' },
    });
    const headers = started.inbox.deliveries[0]?.headers ?? {};
    expect(headers['x-a']).toBe('kept');
    expect(JSON.stringify(headers)).not.toContain(HOOK_TOKEN);
  });
});
