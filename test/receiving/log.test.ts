import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger, type Logger } from '../../main/log.ts';
import { RollcallError } from '../../shared/errors.ts';

const SECRET = 'p/ss "word" 値';
const JSON_ESCAPED = 'p/ss \\"word\\" 値';

let lines: string[];
let log: Logger;
beforeEach(() => {
  lines = [];
  log = createLogger((line) => lines.push(line));
});

describe('an entry', () => {
  it('is one line: time, level, event and fields', () => {
    log.info('receiver.listening', { port: 8080, host: '127.0.0.1', isPaused: false, none: null });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info receiver\.listening port=8080 host=127\.0\.0\.1 isPaused=false none=null$/,
    );
  });

  it('leaves out a field that is not there', () => {
    log.warn('a.b', { gone: undefined });
    expect(lines[0]).toMatch(/ warn a\.b$/);
  });

  it('quotes what would not be one word, and stays one line', () => {
    log.warn('a.b', {
      empty: '',
      text: 'two words',
      lines: 'a\r\nb\u2028c\u0085d\u001b[2J',
      pair: 'a=b',
    });
    expect(lines[0]).toMatch(
      / empty="" text="two words" lines="a\\r\\nb\\u2028c\\u0085d\\u001b\[2J" pair="a=b"$/,
    );
  });

  it('shortens a long value', () => {
    log.info('a.b', { long: 'x'.repeat(100_000) });
    expect(lines[0]?.length).toBeLessThan(600);
  });
});

describe('an error', () => {
  it('is logged with its name, code, message and causes, without a stack', () => {
    const inner = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
    const middle = new TypeError('no page', { cause: inner });
    log.error('store.failed', new RollcallError('STORE_FAILED', {}, { cause: middle }), { seq: 7 });
    expect(lines[0]).toMatch(
      / error store\.failed seq=7 name=RollcallError code=STORE_FAILED message=STORE_FAILED cause="TypeError no page < Error SQLITE_IOERR disk I\/O error"$/,
    );
  });

  it('that causes itself does not hang the log', () => {
    const error = new Error('round');
    error.cause = error;
    log.error('a.b', error);
    expect(lines[0]?.match(/round/g)?.length).toBeLessThan(10);
  });

  it.each([['text with a member'], [{ member: 'text' }], [null], [undefined], [7]])(
    'that is none (%j) is named by its type alone',
    (thrown) => {
      log.error('a.b', thrown);
      expect(lines[0]).toMatch(/ error a\.b name=(string|object|undefined|number)$/);
    },
  );

  it('about unreadable JSON does not quote it', () => {
    let thrown: unknown;
    try {
      JSON.parse('{"email": ann@example.com}');
    } catch (error) {
      thrown = error;
    }
    log.error('a.b', thrown);
    log.error('a.b', new Error('wrapped', { cause: thrown }));
    expect(lines.join()).not.toContain('ann');
  });
});

describe('what may not be logged', () => {
  it.each([
    'body',
    'members',
    'token',
    'hookToken',
    'password',
    'authorization',
    'cookie',
    'clientSecret',
    'properties',
  ])('is blanked out in the field %s', (field) => {
    log.info('a.b', { [field]: 'something' });
    expect(lines[0]).toMatch(new RegExp(` ${field}=\\[hidden\\]$`));
  });

  it('is no number', () => {
    log.info('a.b', { members: 1000, bodyBytes: 5, isPasswordSet: true });
    expect(lines[0]).toMatch(/ members=1000 bodyBytes=5 isPasswordSet=true$/);
  });

  it.each([
    ['as it is', SECRET],
    ['in a URL', `/x/${encodeURIComponent(SECRET)}?`],
    ['in JSON', JSON.stringify({ a: SECRET })],
    ['in Base64', Buffer.from(SECRET).toString('base64')],
    ['at the place where a long value is cut', 'x'.repeat(495) + SECRET],
  ])('is blanked out once hidden: %s', (_where, text) => {
    log.hide(SECRET);
    log.info('a.b', { text });
    log.error('a.b', new Error(text, { cause: new Error(text) }));
    const all = lines.join('\n');
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain(JSON_ESCAPED);
    expect(all).not.toContain(encodeURIComponent(SECRET));
    expect(all).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, 12));
    expect(all).not.toContain('p/ss');
  });

  it('is blanked out of an Authorization value that an error quotes', () => {
    log.error('a.b', new Error('failed with Authorization: Basic dTpw and bearer abc.def-ghi'));
    expect(lines[0]).not.toMatch(/dTpw|abc\.def/);
  });

  it('does not garble everything when a secret is very short', () => {
    log.hide('a');
    log.hide('');
    log.info('a.b', { text: 'banana' });
    expect(lines[0]).toMatch(/ a\.b text=banana$/);
  });
});
