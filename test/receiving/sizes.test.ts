import { afterEach, describe, expect, it } from 'vitest';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { connect, jsonOf, send } from './support/send.ts';
import {
  HOOK_PATH,
  holdInbox,
  type StartedReceiver,
  startReceiver,
} from './support/start-receiver.ts';

let started: StartedReceiver;
afterEach(() => started.receiver.close());

describe('a delivery over the size limit', () => {
  const limits = { maxBodyBytes: 1000 };

  it('is turned away by its Content-Length before it is read', async () => {
    started = await startReceiver({ limits });
    const connection = await connect(started.port);
    connection.socket.write(`POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 1001\r\n\r\n`);
    const text = await connection.until((received) => received.endsWith('}'));
    connection.socket.destroy();
    expect(text).toMatch(/^HTTP\/1\.1 503 /);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
    expect(started.inbox.tooLarge).toEqual([1001]);
    expect(started.inbox.deliveries).toHaveLength(0);
  });

  it('is turned away by counting when no length was given', async () => {
    started = await startReceiver({ limits });
    const chunks = ['x'.repeat(600), 'y'.repeat(600)];
    const reply = await send(started.port, { chunks });
    expect(reply.status).toBe(503);
    expect(jsonOf(reply)).toMatchObject({ action: null, status: 'failure', error: { code: 503 } });
    expect(started.inbox.tooLarge).toEqual([1200]);
  });

  it('still gets its answer when its sender writes everything first', async () => {
    started = await startReceiver({ limits });
    const connection = await connect(started.port);
    connection.socket.pause();
    const body = 'x'.repeat(32 * 2 ** 20);
    const error = await new Promise((resolve) =>
      connection.socket.write(
        `POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        resolve,
      ),
    );
    expect(error ?? null).toBeNull();
    connection.socket.resume();
    expect(await connection.closed()).toMatch(/^HTTP\/1\.1 503 .*"code":503\}\}$/s);
  });

  it('is not read on for ever', async () => {
    started = await startReceiver({ limits: { ...limits, lingerBytes: 2 ** 20 } });
    const connection = await connect(started.port);
    connection.socket.write(`POST ${HOOK_PATH} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const pump = (): void => {
      while (connection.socket.writable && connection.socket.write(piece)) {}
    };
    connection.socket.on('drain', pump);
    pump();
    await connection.closed();
    // What the kernels hold comes on top of what was read.
    expect(connection.socket.bytesWritten).toBeLessThan(32 * 2 ** 20);
    expect(started.inbox.deliveries).toHaveLength(0);
  });

  it('is kept when it has exactly the largest size', async () => {
    started = await startReceiver({ limits });
    const body = 'x'.repeat(1000);
    expect((await send(started.port, { body })).status).toBe(200);
    expect((await send(started.port, { chunks: [body] })).status).toBe(200);
    expect(started.inbox.tooLarge).toEqual([]);
  });

  it('takes 64 MiB when nothing else is set', async () => {
    started = await startReceiver();
    const body = new Uint8Array(64 * 2 ** 20);
    expect((await send(started.port, { body })).status).toBe(200);
    const connection = await connect(started.port);
    connection.socket.write(
      `POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: ${body.length + 1}\r\n\r\n`,
    );
    expect(await connection.until((text) => text.endsWith('}'))).toContain('larger than 64 MiB');
    connection.socket.destroy();
  });
});

describe('all senders together', () => {
  it('can not fill the memory: over the limit they are told to come again', async () => {
    started = await startReceiver({ limits: { maxHeldBytes: 1000 } });
    const { asked, release } = holdInbox(started.inbox);
    const first = send(started.port, { body: 'x'.repeat(800) });
    await asked;
    const second = await send(started.port, { body: 'x'.repeat(300) });
    expect(second.status).toBe(503);
    expect(second.text).toContain(errorSentence(new RollcallError('BACKLOG_FULL'), 'en'));
    release();
    expect((await first).status).toBe(200);
    expect((await send(started.port, { body: 'x'.repeat(1000) })).status).toBe(200);
  });
});
