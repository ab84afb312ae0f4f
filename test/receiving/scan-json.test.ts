import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson, withEdits } from '../../main/mixpanel/scan-json.ts';
import { oddText } from './support/odd-texts.ts';

const verdictOf = (text: string) => scanJson(Buffer.from(text)).verdict;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const withoutBom = (bytes: Uint8Array) => (bytes[0] === 0xef ? bytes.subarray(3) : bytes);

describe('the scan of JSON text', () => {
  it('rewrites whatever is odd into what JSON.parse reads as it is meant', () => {
    fc.assert(
      fc.property(oddText, ({ bytes, plain }) => {
        const text = withoutBom(bytes);
        const { verdict, edits } = scanJson(text);
        expect(verdict).toBe('whole');
        const rewritten = withEdits(text, edits).bytes;
        const read = JSON.parse(
          Buffer.from(rewritten)
            .toString()
            .replace(/[\s\0]+$/, ''),
        );
        expect(read).toEqual(JSON.parse(plain));
        expect(scanJson(rewritten).edits).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with JSON.parse on any text made of its signs', () => {
    const sign = fc.constantFrom(
      ...'{}[],:"\\ \n01.eE+-u',
      ...['true', 'null', '"a"', '"a":', '\\u00e9', '\u00e9', '\u0001'],
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
        const text = signs.join('');
        expect(verdictOf(text) === 'whole').toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('calls every beginning of an object cut, and nothing that can not go on', () => {
    const text = '{"a":[1.5e-7,-0,"\\u00e9\\n",true,null,NaN,-Infinity,{"b":{}}],"c":[]}';
    for (let end = 1; end < text.length; end += 1)
      expect(verdictOf(text.slice(0, end))).toBe('cut');
    for (const bad of [
      '[1,2',
      '"abc',
      '1',
      'tru',
      '{"a":tx',
      '{a',
      '{"a" 1',
      '{"a":01',
      '{"a":1 2',
      '{]',
      '{"a":"\n',
      '{"a":"\\x',
      '{,',
      '{"a":1,,',
    ]) {
      expect([bad, verdictOf(bad)]).not.toEqual([bad, 'cut']);
    }
  });

  it('reads no deeper than SQLite, which is a thousand levels', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(verdictOf(nested(1000))).toBe('whole');
    expect(verdictOf(nested(1001))).toBe('deep');
    expect(verdictOf(`{"a":${'['.repeat(1000)}`)).toBe('deep');
  });
});
