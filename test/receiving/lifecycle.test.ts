import { once } from 'node:events';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createReceiver } from '../../main/receiver/http-server.ts';
import { connect, send } from './support/send.ts';
import {
  HOOK_PATH,
  HOOK_TOKEN,
  holdInbox,
  recordingInbox,
  type StartedReceiver,
  startReceiver,
} from './support/start-receiver.ts';

const PAGE = '{"action":"members","parameters":{"mixpanel_cohort_id":"1","members":[]}}';

let started: StartedReceiver;
afterEach(() => started.receiver.close());

describe('listening', () => {
  it('on a taken port fails with PORT_IN_USE, and another can be tried', async () => {
    started = await startReceiver();
    const { port, log } = started;
    const second = createReceiver({
      hookToken: HOOK_TOKEN,
      credentials: () => null,
      language: () => 'en',
      inbox: recordingInbox(),
      log,
    });
    await expect(second.listen(port)).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      details: { port },
    });
    await expect(second.listen(0)).resolves.toEqual({ port: expect.any(Number) });
    await second.close();
  });

  it('is on 127.0.0.1 alone, at none of this computer’s other addresses', async () => {
    started = await startReceiver();
    const { port } = started;
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'));
    for (const host of new Set(['::1', '127.0.0.2', ...others])) {
      const socket = net.connect({ host, port });
      const [error] = await once(socket, 'connect').then(
        () => [null],
        (reason) => [reason],
      );
      socket.destroy();
      expect(error, host).toBeInstanceOf(Error);
    }
    await expect(send(port, { method: 'GET' })).resolves.toMatchObject({ status: 200 });
  });
});

describe('closing', () => {
  it('answers what is in flight, closes idle connections and takes no more', async () => {
    started = await startReceiver();
    const { asked, release } = holdInbox(started.inbox);
    const idle = await connect(started.port);
    const sending = send(started.port, { body: PAGE, headers: { Connection: 'keep-alive' } });
    await asked;
    const closed = started.receiver.close();
    await idle.closed();
    await expect(send(started.port, { body: PAGE })).rejects.toThrow('ECONNREFUSED');
    release();
    const reply = await sending;
    expect(reply.status).toBe(200);
    expect(reply.headers.connection).toBe('close');
    await closed;
    expect(started.logLines.at(-1)).toMatch(/ info receiver\.closed$/);
  });

  it('answers all that one sender has sent without waiting', async () => {
    started = await startReceiver();
    const { asked, release } = holdInbox(started.inbox);
    const connection = await connect(started.port);
    const one = `POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`;
    connection.socket.write(one + one);
    await asked;
    await expect.poll(() => started.inbox.deliveries.length).toBe(2);
    const closed = started.receiver.close();
    release();
    expect((await connection.closed()).split('HTTP/1.1 200 OK')).toHaveLength(3);
    await closed;
  });

  it('does not wait for a sender that never ends', async () => {
    started = await startReceiver({ limits: { closeMs: 50 } });
    const connection = await connect(started.port);
    connection.socket.write(
      `POST ${HOOK_PATH} HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n`,
    );
    await connection.until((text) => text.includes('100 Continue'));
    await started.receiver.close();
    await connection.closed();
    expect(started.inbox.deliveries).toHaveLength(0);
  });

  it('can be done twice, and before listening', async () => {
    started = await startReceiver();
    await started.receiver.close();
    await started.receiver.close();
  });
});
