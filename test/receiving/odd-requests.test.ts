import http from 'node:http';
import type net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BARE_404 } from '../../main/receiver/send-reply.ts';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { oddRequests } from './support/odd-requests.ts';
import { connect, send, sendRaw } from './support/send.ts';
import {
  HOOK_PATH,
  type StartedReceiver,
  startReceiver,
  textOf,
} from './support/start-receiver.ts';

const POST = `POST ${HOOK_PATH} HTTP/1.1\r\n`;
const SHORT = { headersMs: 100, stallMs: 100, bodyMs: 400, lingerMs: 1000, lingerIdleMs: 200 };

let started: StartedReceiver;
beforeEach(async () => {
  started = await startReceiver({ limits: SHORT });
});
afterEach(async () => {
  // Whatever was sent: the next sender is served, and nothing unexpected happened inside.
  expect((await send(started.port, { method: 'GET' })).status).toBe(200);
  expect(started.logLines.filter((line) => line.includes(' error '))).toEqual([]);
  await started.receiver.close();
});

function statusesIn(received: string): string[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status = '']) => status);
}

describe('what is not for the hook', () => {
  it('gets the same bare 404, in more than 150 variants, and reaches nobody', async () => {
    const requests = oddRequests();
    expect(requests.length).toBeGreaterThan(150);
    const answers: [string, string][] = [];
    for (const [name, bytes] of requests) answers.push([name, await sendRaw(started.port, bytes)]);
    expect(answers.filter(([, answer]) => answer !== BARE_404)).toEqual([]);
    expect(started.inbox.deliveries).toEqual([]);
    expect(started.inbox.tooLarge).toEqual([]);
  });

  it('gets it before its body has come', async () => {
    const bytes = 'POST /elsewhere HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n';
    expect(await sendRaw(started.port, bytes)).toBe(BARE_404);
  });

  it('gets it without having been invited to send its body', async () => {
    const bytes = 'POST /elsewhere HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n';
    expect(await sendRaw(started.port, bytes)).toBe(BARE_404);
  });

  it('gets it after megabytes of body that nobody wants', async () => {
    const body = 'x'.repeat(4 * 2 ** 20);
    const bytes = `POST /elsewhere HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    expect(await sendRaw(started.port, bytes)).toBe(BARE_404);
  });

  it.each(['', '\r\n', '\r\n\r\n\r\n', 'POST', POST, `${POST}Content-Len`])(
    'gets nothing at all when it ends before its headers do: %j',
    async (bytes) => {
      const connection = await connect(started.port);
      connection.socket.end(bytes);
      expect(await connection.closed()).toBe('');
    },
  );
});

describe('requests that are odd and still right', () => {
  it.each([
    ['HTTP/1.0', `POST ${HOOK_PATH} HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}`],
    ['no Host', `${POST}Content-Length: 2\r\nConnection: close\r\n\r\n{}`],
    ['two Hosts', `${POST}Host: a\r\nHost: b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`],
    ['empty lines first', `\r\n\r\n${POST}Content-Length: 2\r\nConnection: close\r\n\r\n{}`],
    [
      'an expectation nobody knows',
      `${POST}Expect: tea\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`,
    ],
    [
      'another content type',
      `${POST}Content-Type: text/x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`,
    ],
    ['a length with zeros', `${POST}Connection: close\r\nContent-Length: 0002\r\n\r\n{}`],
    ['more after its length', `${POST}Content-Length: 2\r\n\r\n{}more\r\n\r\n`],
    [
      'chunks with extensions and trailers',
      `${POST}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\n{\r\n1\r\n}\r\n0\r\nX: y\r\n\r\n`,
    ],
  ])('are taken: %s', async (_what, bytes) => {
    const received = await sendRaw(started.port, bytes);
    expect(statusesIn(received)).toEqual(['200']);
    expect(started.inbox.deliveries.map(({ body }) => textOf(body))).toEqual(['{}']);
  });

  it.each([
    ['one long header', `X: ${'x'.repeat(17 * 1024)}\r\n`],
    ['many headers', Array.from({ length: 4000 }, (_, i) => `X-${i}: y\r\n`).join('')],
    ['a hundred KB of them', `X: ${'x'.repeat(100 * 1024)}\r\n`],
  ])(
    'but have more than 16 KB of headers are answered 431 with a sentence: %s',
    async (_, headers) => {
      const received = await sendRaw(
        started.port,
        `${POST}${headers}Connection: close\r\nContent-Length: 2\r\n\r\n{}`,
      );
      expect(statusesIn(received)).toEqual(['431']);
      expect(JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4))).toEqual({
        action: null,
        status: 'failure',
        error: { message: errorSentence(new RollcallError('HEADERS_TOO_LARGE'), 'en'), code: 431 },
      });
      expect(started.inbox.deliveries).toHaveLength(0);
    },
  );

  it('without length or chunks have no body: a test call', async () => {
    const received = await sendRaw(started.port, `${POST}Connection: close\r\n\r\n`);
    expect(statusesIn(received)).toEqual(['200']);
    expect(started.inbox.deliveries[0]?.body.byteLength).toBe(0);
  });

  it('are answered although the sender closed its side already', async () => {
    let answer = (): void => {};
    started.inbox.answer = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'kept', action: 'members' });
      });
    const connection = await connect(started.port);
    connection.socket.end(`${POST}Content-Length: 2\r\n\r\n{}`);
    await expect.poll(() => started.inbox.deliveries.length).toBe(1);
    // A round trip on another connection: by now the closing has been seen too.
    await send(started.port, { method: 'GET' });
    answer();
    expect(statusesIn(await connection.closed())).toEqual(['200']);
  });

  it('are invited when they ask first', async () => {
    const connection = await connect(started.port);
    connection.socket.write(`${POST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
    await connection.until((text) => text === 'HTTP/1.1 100 Continue\r\n\r\n');
    connection.socket.write('{}');
    await connection.until((text) => statusesIn(text).includes('200'));
    connection.socket.destroy();
  });

  it('are not invited when they are too large', async () => {
    const received = await sendRaw(
      started.port,
      `${POST}Expect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n`,
    );
    expect(statusesIn(received)).toEqual(['503']);
    expect(started.inbox.tooLarge).toEqual([99999999999]);
  });
});

describe('a body that breaks off', () => {
  it.each([
    ['a chunk size that is no number', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}`],
    [
      'a chunk longer than it says',
      `${POST}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      'a chunk size beyond 64 bits',
      `${POST}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(30)}\r\n{}`,
    ],
    ['an encoding without chunks', `${POST}Transfer-Encoding: identity\r\n\r\n{}`],
  ])('is answered 503, as it may come again whole: %s', async (_what, bytes) => {
    expect(statusesIn(await sendRaw(started.port, bytes))).toEqual(['503']);
    expect(started.inbox.deliveries).toEqual([]);
  });

  it.each([
    ['its length', `${POST}Content-Length: 20\r\n\r\n{}`],
    ['its last chunk', `${POST}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`],
  ])('by its sender closing before %s is answered 503', async (_what, bytes) => {
    const connection = await connect(started.port);
    connection.socket.end(bytes);
    expect(statusesIn(await connection.closed())).toEqual(['503']);
    expect(started.inbox.deliveries).toEqual([]);
  });

  it('by a reset leaves nothing behind', async () => {
    const sockets: net.Socket[] = [];
    for (let sent = 0; sent < 40; sent += 1) {
      const { socket } = await connect(started.port);
      sockets.push(socket);
      const piece = 'x'.repeat(sent * 5_000);
      await new Promise((resolve) =>
        socket.write(`${POST}Content-Length: 900000\r\n\r\n${piece}`, resolve),
      );
      socket.resetAndDestroy();
    }
    await expect
      .poll(() => started.logLines.filter((line) => line.includes('sender-gone')).length)
      .toBeGreaterThan(0);
    expect(started.inbox.deliveries).toEqual([]);
    // All memory that was claimed is free again: the largest body still fits.
    await started.receiver.close();
    started = await startReceiver({ limits: { ...SHORT, stallMs: 30_000, maxHeldBytes: 1000 } });
    const connection = await connect(started.port);
    connection.socket.write(`${POST}Content-Length: 1000\r\n\r\n${'x'.repeat(900)}`);
    await expect
      .poll(async () => (await send(started.port, { body: 'y'.repeat(200) })).status)
      .toBe(503);
    connection.socket.resetAndDestroy();
    await expect
      .poll(async () => (await send(started.port, { body: 'y'.repeat(1000) })).status)
      .toBe(200);
  });
});

describe('a sender that is slow', () => {
  it.each(['', 'PO', POST, `${POST}X: y\r\n`])(
    'with its headers is cut off without a word: %j',
    async (bytes) => {
      const connection = await connect(started.port);
      connection.socket.write(bytes);
      expect(await connection.closed()).toBe('');
    },
  );

  it('with its headers, byte by byte, is cut off all the same', async () => {
    const connection = await connect(started.port);
    connection.socket.write(`${POST}X: `);
    const dripping = setInterval(() => connection.socket.write('x'), 10);
    expect(await connection.closed()).toBe('');
    clearInterval(dripping);
  });

  it.each(['Content-Length: 20', 'Transfer-Encoding: chunked'])(
    'with its body is told so, and cut off (%s)',
    async (header) => {
      const received = await sendRaw(started.port, `${POST}${header}\r\n\r\n`);
      expect(statusesIn(received)).toEqual(['503']);
      expect(received).toContain('stopped arriving');
      expect(received).toMatch(/\r\nConnection: close\r\n/);
      expect(started.inbox.deliveries).toEqual([]);
    },
  );

  it('with its body, byte by byte, runs into the limit for the whole', async () => {
    const connection = await connect(started.port);
    connection.socket.write(`${POST}Content-Length: 1000000\r\n\r\n`);
    const dripping = setInterval(() => connection.socket.write('x'), 10);
    const received = await connection.until((text) => text.endsWith('}'));
    clearInterval(dripping);
    connection.socket.destroy();
    expect(statusesIn(received)).toEqual(['503']);
    expect(started.inbox.deliveries).toEqual([]);
  });

  it('but steady is taken', async () => {
    const connection = await connect(started.port);
    connection.socket.write(`${POST}Content-Length: 20\r\n\r\n`);
    let left = 20;
    const dripping = setInterval(() => {
      if (left > 0) connection.socket.write('x');
      left -= 1;
    }, 5);
    await connection.until((text) => statusesIn(text).includes('200'));
    clearInterval(dripping);
    connection.socket.destroy();
    expect(started.inbox.deliveries[0]?.body.byteLength).toBe(20);
  });
});

describe('many at once', () => {
  it('200 senders on 200 connections are all served', async () => {
    const bodies = Array.from(
      { length: 200 },
      (_, index) => `{"n":${index},"x":"${'x'.repeat(20_000)}"}`,
    );
    const replies = await Promise.all(bodies.map((body) => send(started.port, { body })));
    expect(replies.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    const kept = started.inbox.deliveries.map(({ body }) => textOf(body));
    expect(kept.sort()).toEqual(bodies.sort());
  });

  it('200 on a few connections kept alive too', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, index) => send(started.port, { body: `${index}`, agent })),
    );
    agent.destroy();
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(started.inbox.deliveries).toHaveLength(200);
  });

  it('sent without waiting for answers are answered in order', async () => {
    started.inbox.answer = ({ body }) => ({ kind: 'kept', action: textOf(body) });
    const one = (index: number): string => `${POST}Content-Length: 2\r\n\r\n${10 + index}`;
    const connection = await connect(started.port);
    connection.socket.write(Array.from({ length: 50 }, (_, index) => one(index)).join(''));
    const received = await connection.until((text) => statusesIn(text).length === 50);
    connection.socket.destroy();
    const actions = [...received.matchAll(/"action":"(\d+)"/g)].map(([, action]) => Number(action));
    expect(actions).toEqual(Array.from({ length: 50 }, (_, index) => 10 + index));
  });

  it('are still answered when rubbish follows them', async () => {
    started.inbox.answer = async ({ body }) => {
      await send(started.port, { method: 'GET' });
      return { kind: 'kept', action: textOf(body) };
    };
    const good = `${POST}Content-Length: 2\r\n\r\n`;
    const received = await sendRaw(started.port, `${good}11${good}12rubbish\r\n\r\n`);
    expect(statusesIn(received)).toEqual(['200', '200']);
  });

  it('connections over the limit are closed without an answer, the others served', async () => {
    await started.receiver.close();
    started = await startReceiver({ limits: { ...SHORT, headersMs: 5_000, maxConnections: 3 } });
    const held = await Promise.all([1, 2, 3].map(() => connect(started.port)));
    for (const { socket } of held) socket.write(POST);
    expect(await sendRaw(started.port, `GET ${HOOK_PATH} HTTP/1.1\r\n\r\n`)).toBe('');
    for (const connection of held) {
      connection.socket.write('Connection: close\r\n\r\n');
      expect(statusesIn(await connection.closed())).toEqual(['200']);
    }
  });
});
