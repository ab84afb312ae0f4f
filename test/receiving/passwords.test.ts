import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../main/receiver/basic-auth.ts';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { connect, jsonOf, send } from './support/send.ts';
import { HOOK_PATH, type StartedReceiver, startReceiver } from './support/start-receiver.ts';

const BODY = '{"action":"members"}';

function basic(pair: string | Uint8Array, scheme = 'Basic'): string {
  return `${scheme} ${Buffer.from(pair).toString('base64')}`;
}

describe('with a password set', () => {
  let started: StartedReceiver;
  let credentials: Credentials | null;
  beforeEach(async () => {
    credentials = { user: 'mixpanel', password: 'se:cret:値' };
    started = await startReceiver({ credentials: () => credentials });
  });
  afterEach(() => started.receiver.close());

  const statusFor = async (authorization?: string): Promise<number> => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    return (await send(started.port, { body: BODY, headers })).status;
  };

  it.each([
    ['as RFC 7617 writes it', basic('mixpanel:se:cret:値')],
    ['with the scheme in capitals', basic('mixpanel:se:cret:値', 'BASIC')],
    ['with the scheme in small letters', basic('mixpanel:se:cret:値', 'basic')],
    ['with more space', basic('mixpanel:se:cret:値', 'Basic  ')],
    ['without padding', basic('mixpanel:se:cret:値').replace(/=+$/, '')],
  ])('takes the right one %s', async (_how, header) => {
    expect(await statusFor(header)).toBe(200);
    expect(started.inbox.deliveries).toHaveLength(1);
  });

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['the scheme alone', 'Basic'],
    ['the scheme and a space', 'Basic '],
    ['another scheme', basic('mixpanel:se:cret:値', 'Bearer')],
    ['no scheme', Buffer.from('mixpanel:se:cret:値').toString('base64')],
    ['no Base64', 'Basic mixpanel:secret'],
    ['plain text', 'mixpanel:se:cret'],
    ['another user', basic('Mixpanel:se:cret:値')],
    ['no user', basic(':se:cret:値')],
    ['a password cut at the second colon', basic('mixpanel:se')],
    ['no password', basic('mixpanel:')],
    ['no colon', basic('mixpanel')],
    ['no colon, both in one', basic('mixpanelse:cret:値')],
    ['a longer password', basic('mixpanel:se:cret:値x')],
    ['a line end after the password', basic('mixpanel:se:cret:値\n')],
    ['a zero byte after the password', basic('mixpanel:se:cret:値\0')],
    ['an empty pair', basic(':')],
    ['two values', `${basic('a:b')}, ${basic('mixpanel:se:cret:値')}`],
    [
      'the password in Shift_JIS',
      basic(Buffer.from('6d697870616e656c3a73653a637265743a926c', 'hex')),
    ],
  ])('answers 401 to %s', async (_what, header) => {
    expect(await statusFor(header)).toBe(401);
    expect(started.inbox.deliveries).toHaveLength(0);
  });

  it.each([
    ['UTF-8, composed', Buffer.from('ma\u00eetre:\u00fcber \u00e9t\u00e9'.normalize('NFC'))],
    ['UTF-8, decomposed', Buffer.from('ma\u00eetre:\u00fcber \u00e9t\u00e9'.normalize('NFD'))],
    ['ISO-8859-1', Buffer.from('ma\u00eetre:\u00fcber \u00e9t\u00e9', 'latin1')],
  ])('takes the same text in %s', async (_how, pair) => {
    for (const form of ['NFC', 'NFD'] as const) {
      credentials = { user: 'ma\u00eetre', password: '\u00fcber \u00e9t\u00e9'.normalize(form) };
      expect(await statusFor(basic(pair))).toBe(200);
    }
    credentials = { user: 'ma\u00eetre', password: 'uber ete' };
    expect(await statusFor(basic(pair))).toBe(401);
  });

  it('keeps of a wrong one nothing but its head', async () => {
    expect(await statusFor(basic('mixpanel:wrong'))).toBe(401);
    expect(started.inbox.turnedAwayFor).toEqual(['WRONG_PASSWORD']);
  });

  it('says what to do, and asks for Basic in UTF-8', async () => {
    const reply = await send(started.port, { body: BODY });
    expect(reply.headers['www-authenticate']).toBe('Basic realm="Rollcall", charset="UTF-8"');
    expect(jsonOf(reply)).toEqual({
      action: null,
      status: 'failure',
      error: { message: errorSentence(new RollcallError('WRONG_PASSWORD'), 'en'), code: 401 },
    });
  });

  it('answers before the body has come', async () => {
    const connection = await connect(started.port);
    connection.socket.write(`POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 5000000\r\n\r\n`);
    expect(await connection.until((text) => text.endsWith('}'))).toMatch(/^HTTP\/1\.1 401 /);
    connection.socket.destroy();
  });

  it('lets a sender that writes all of a large body first read the answer', async () => {
    const reply = await send(started.port, { body: 'x'.repeat(20 * 2 ** 20) });
    expect(reply.status).toBe(401);
    expect(reply.headers.connection).toBe('close');
  });

  it('asks before it looks at size and encoding', async () => {
    const connection = await connect(started.port);
    connection.socket.write(
      `POST ${HOOK_PATH} HTTP/1.1\r\nContent-Length: 99999999999\r\nContent-Encoding: lzma\r\n\r\n`,
    );
    expect(await connection.until((text) => text.endsWith('}'))).toMatch(/^HTTP\/1\.1 401 /);
    connection.socket.destroy();
    expect(started.inbox.tooLarge).toEqual([]);
  });

  it('follows a change of the password at once', async () => {
    credentials = { user: 'a', password: 'b' };
    expect(await statusFor(basic('mixpanel:se:cret:値'))).toBe(401);
    expect(await statusFor(basic('a:b'))).toBe(200);
    credentials = null;
    expect(await statusFor()).toBe(200);
  });

  it('takes an empty user or an empty password when that is what was set', async () => {
    credentials = { user: '', password: 'only' };
    expect(await statusFor(basic(':only'))).toBe(200);
    expect(await statusFor(basic('only'))).toBe(401);
    credentials = { user: 'only', password: '' };
    expect(await statusFor(basic('only:'))).toBe(200);
    expect(await statusFor(basic('only'))).toBe(401);
  });
});

describe('without a password', () => {
  it('takes a delivery that carries one all the same', async () => {
    const started = await startReceiver();
    const headers = { Authorization: basic('any:thing') };
    expect((await send(started.port, { body: BODY, headers })).status).toBe(200);
    await started.receiver.close();
  });
});
