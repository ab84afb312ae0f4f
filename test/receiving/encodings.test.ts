import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { brotliBomb, gzipBomb } from './support/bombs.ts';
import type { Reply } from './support/send.ts';
import { jsonOf, send } from './support/send.ts';
import { type StartedReceiver, startReceiver, textOf } from './support/start-receiver.ts';

const TEXT = JSON.stringify({
  action: 'members',
  members: ['山田', 'é', '👩‍👩‍👧', 'x'.repeat(70_000)],
});
const MAX_BODY_BYTES = 2 ** 20;

const gzip = promisify<Uint8Array, Buffer>(zlib.gzip);
const brotli = promisify<Uint8Array, Buffer>(zlib.brotliCompress);

let started: StartedReceiver;
beforeAll(async () => {
  started = await startReceiver({ limits: { maxBodyBytes: MAX_BODY_BYTES } });
});
afterAll(() => started.receiver.close());
beforeEach(() => {
  started.inbox.deliveries.length = 0;
  started.inbox.tooLarge.length = 0;
  started.inbox.turnedAwayFor.length = 0;
});

function sendEncoded(encoding: string, body: Uint8Array): Promise<Reply> {
  return send(started.port, { body, headers: { 'Content-Encoding': encoding } });
}

function expectFailure(reply: Reply, status: number, error: RollcallError): void {
  expect(jsonOf(reply)).toEqual({
    action: null,
    status: 'failure',
    error: { message: errorSentence(error, 'en'), code: status },
  });
  expect(reply.status).toBe(status);
  expect(started.inbox.deliveries).toHaveLength(0);
}

const gzipped = zlib.gzipSync(TEXT);
const deflated = zlib.deflateSync(TEXT);
const deflatedRaw = zlib.deflateRawSync(TEXT);
const zstd = zlib.zstdCompressSync(TEXT);
const brotlied = zlib.brotliCompressSync(TEXT);

describe('a compressed delivery reaches the inbox as it was before', () => {
  it.each<[string, Uint8Array]>([
    ['identity', Buffer.from(TEXT)],
    ['', Buffer.from(TEXT)],
    ['gzip', gzipped],
    ['x-gzip', gzipped],
    ['GZip', gzipped],
    [' gzip ', gzipped],
    ['gzip,', gzipped],
    ['identity, gzip', gzipped],
    ['gzip', Buffer.concat([zlib.gzipSync(TEXT.slice(0, 9)), zlib.gzipSync(TEXT.slice(9))])],
    ['gzip', zlib.gzipSync(TEXT, { level: 0 })],
    ['deflate', deflated],
    ['deflate', zlib.deflateSync(TEXT, { level: 1, windowBits: 9 })],
    ['deflate', deflatedRaw],
    ['deflate', zlib.deflateRawSync(TEXT, { level: 0 })],
    ['br', brotlied],
    ['gzip, br', zlib.brotliCompressSync(gzipped)],
    ['br, gzip', zlib.gzipSync(brotlied)],
    ['deflate, gzip, br', zlib.brotliCompressSync(zlib.gzipSync(deflated))],
    ['gzip, gzip', zlib.gzipSync(gzipped)],
  ])('Content-Encoding: %s', async (encoding, body) => {
    const reply = await sendEncoded(encoding, body);
    expect(reply.status).toBe(200);
    expect(started.inbox.deliveries.map((delivery) => textOf(delivery.body))).toEqual([TEXT]);
  });

  it('in a buffer of its own, however small', async () => {
    await sendEncoded('gzip', zlib.gzipSync('{}'));
    await sendEncoded('br', brotlied);
    const sizes = started.inbox.deliveries.map(({ body }) => [
      body.byteLength,
      body.buffer.byteLength,
    ]);
    expect(sizes).toEqual([
      [2, 2],
      [Buffer.byteLength(TEXT), Buffer.byteLength(TEXT)],
    ]);
    for (const { body } of started.inbox.deliveries) {
      structuredClone(body, { transfer: [body.buffer] });
    }
  });

  it('when the encoding comes in several header lines', async () => {
    const reply = await send(started.port, {
      body: zlib.brotliCompressSync(gzipped),
      headers: { 'Content-Encoding': ['gzip', 'br'] },
    });
    expect(reply.status).toBe(200);
    expect(started.inbox.deliveries.map((delivery) => textOf(delivery.body))).toEqual([TEXT]);
  });

  it('also sent in chunks', async () => {
    const reply = await send(started.port, {
      chunks: [gzipped.subarray(0, 10), gzipped.subarray(10)],
      headers: { 'Content-Encoding': 'gzip' },
    });
    expect(reply.status).toBe(200);
    expect(started.inbox.deliveries.map((delivery) => textOf(delivery.body))).toEqual([TEXT]);
  });

  it('and an empty one inside is a test call', async () => {
    expect(jsonOf(await sendEncoded('gzip', zlib.gzipSync('')))).toEqual({
      action: null,
      status: 'success',
    });
  });
});

describe('a delivery that is not what its Content-Encoding says is read all the same', () => {
  it.each<[string, string, Uint8Array]>([
    ['plain as gzip', 'gzip', Buffer.from(TEXT)],
    ['plain as deflate', 'deflate', Buffer.from(TEXT)],
    ['plain as br', 'br', Buffer.from(TEXT)],
    ['plain, with a byte order mark, as zstd', 'zstd', Buffer.from(`\ufeff${TEXT}`)],
    ['plain as a charset', 'utf-8', Buffer.from(TEXT)],
    ['plain as none', 'none', Buffer.from(TEXT)],
    ['plain as more codings than anybody uses', 'gzip, gzip, gzip, gzip, gzip', Buffer.from(TEXT)],
    ['gzip without a word of it', '', gzipped],
    ['zstd without a word of it', '', zstd],
    ['br without a word of it', '', brotlied],
    ['gzip as an encoding nobody knows', 'compress', gzipped],
    ['gzip as br', 'br', gzipped],
    ['one coding fewer than named', 'gzip, br', gzipped],
    ['one coding more than named', 'gzip', zlib.gzipSync(gzipped)],
    ['codings in the wrong order', 'br, gzip', zlib.brotliCompressSync(gzipped)],
    ['zstd as named', 'zstd', zstd],
  ])('%s', async (_what, encoding, body) => {
    const headers = encoding === '' ? {} : { 'Content-Encoding': encoding };
    expect((await send(started.port, { body, headers })).status).toBe(200);
    const texts = started.inbox.deliveries.map((delivery) => textOf(delivery.body));
    expect(texts).toEqual([TEXT]);
    expect(started.inbox.turnedAwayFor).toEqual([]);
  });
});

// So long that something comes out of its beginning: nothing else tells that it is brotli.
const noise = Array.from({ length: 90_000 }, (_, i) => Math.round(Math.sin(i) * 1e9));
const noisy = zlib.brotliCompressSync(JSON.stringify({ noise }));
const halfBrotli = noisy.subarray(0, noisy.length >> 1);

const cut = (bytes: Uint8Array, by: number): Uint8Array => bytes.subarray(0, bytes.length - by);

describe('a compressed delivery that ends early is answered 503', () => {
  it.each<[string, string, Uint8Array]>([
    ['one byte as gzip', 'gzip', Uint8Array.of(0x1f)],
    ['one byte as deflate', 'deflate', Uint8Array.of(0x78)],
    ['a gzip without its last byte', 'gzip', cut(gzipped, 1)],
    ['a gzip without its checksum', 'gzip', cut(gzipped, 8)],
    ['half a gzip', 'gzip', cut(gzipped, gzipped.length >> 1)],
    ['the header of a gzip', 'gzip', gzipped.subarray(0, 10)],
    ['half a gzip without a word of it', '', cut(gzipped, gzipped.length >> 1)],
    ['a deflate without its last byte', 'deflate', cut(deflated, 1)],
    ['half a raw deflate', 'deflate', cut(deflatedRaw, deflatedRaw.length >> 1)],
    ['a br without its last byte', 'br', cut(brotlied, 1)],
    ['half a br without a word of it', '', halfBrotli],
    ['half a zstd', 'zstd', cut(zstd, zstd.length >> 1)],
  ])('%s', async (_what, encoding, body) => {
    const headers = encoding === '' ? {} : { 'Content-Encoding': encoding };
    const reply = await send(started.port, { body, headers });
    expectFailure(reply, 503, new RollcallError('BODY_CUT'));
    expect(started.inbox.turnedAwayFor).toEqual(['BODY_CUT']);
  });
});

describe('what can not be decompressed is answered 400', () => {
  const unreadable = new RollcallError('BODY_UNREADABLE');
  const bent = (bytes: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    copy.fill(0xff, copy.length >> 1, (copy.length >> 1) + 8);
    return copy;
  };

  it.each<[string, string, Uint8Array]>([
    ['a gzip with bent bytes', 'gzip', bent(gzipped)],
    ['a deflate with bent bytes', 'deflate', bent(deflated)],
    ['text after a gzip', 'gzip', Buffer.concat([gzipped, Buffer.from('more')])],
    ['words as gzip', 'gzip', Buffer.from('action=members')],
  ])('%s', async (_what, encoding, body) => {
    expectFailure(await sendEncoded(encoding, body), 400, unreadable);
    expect(started.inbox.turnedAwayFor).toEqual(['BODY_UNREADABLE']);
  });

  it.each([
    ['compress', 'compress'],
    ['gzip;q=1', 'gzip;q=1'],
    ['__proto__', '__proto__'],
    ['*', '*'],
    ['x'.repeat(500), 'x'.repeat(40)],
  ])('the unknown encoding %s of what does not read as it is', async (encoding, named) => {
    const error = new RollcallError('ENCODING_UNKNOWN', { encoding: named });
    expectFailure(await sendEncoded(encoding, Buffer.from('\u0001\u0002')), 400, error);
    expect(started.inbox.turnedAwayFor).toEqual(['ENCODING_UNKNOWN']);
  });

  it('but not an empty body, whatever encoding it names', async () => {
    expect((await sendEncoded('compress', new Uint8Array())).status).toBe(200);
  });
});

describe('a delivery too large after decompression is answered 503', () => {
  const zeros = (sizeBytes: number): Uint8Array => new Uint8Array(sizeBytes);

  it.each(['gzip', 'br'])('and exactly the largest size is kept (%s)', async (encoding) => {
    const compress = encoding === 'gzip' ? gzip : brotli;
    expect((await sendEncoded(encoding, await compress(zeros(MAX_BODY_BYTES)))).status).toBe(200);
    expect(started.inbox.deliveries[0]?.body.byteLength).toBe(MAX_BODY_BYTES);
    started.inbox.deliveries.length = 0;
    const reply = await sendEncoded(encoding, await compress(zeros(MAX_BODY_BYTES + 1)));
    expectFailure(reply, 503, new RollcallError('BODY_TOO_LARGE', { limitMiB: 1 }));
    expect(started.inbox.tooLarge).toEqual([MAX_BODY_BYTES + 1]);
  });

  it('also behind a second coding', async () => {
    const body = await brotli(await gzip(zeros(MAX_BODY_BYTES + 1)));
    expect((await sendEncoded('gzip, br', body)).status).toBe(503);
  });
});

describe('a bomb of 1 GiB', () => {
  it.each([
    ['gzip', gzipBomb],
    ['br', brotliBomb],
  ])('in %s is cut off at the limit', async (encoding, makeBomb) => {
    const bomb = await makeBomb(2 ** 30);
    const whole = await startReceiver();
    const heldBytes = (): number => process.memoryUsage().rss;
    const before = heldBytes();
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, heldBytes());
    }, 5);
    const reply = await send(whole.port, { body: bomb, headers: { 'Content-Encoding': encoding } });
    clearInterval(sampling);
    await whole.receiver.close();
    expect(reply.status).toBe(503);
    expect(whole.inbox.tooLarge).toHaveLength(1);
    expect(whole.inbox.deliveries).toHaveLength(0);
    // The limit is 64 MiB; a bomb inflated to its end would add a thousand.
    expect(peak - before).toBeLessThan(192 * 2 ** 20);
  });
});
