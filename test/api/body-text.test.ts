import { describe, expect, it } from 'vitest';
import { bodyText, wholeBodyText } from '../../main/store/reading/body-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** A page of a thousand people with eight properties, as Mixpanel sends it: about 340 KB. */
const PAGE = JSON.stringify({
  action: 'members',
  members: Array.from({ length: 1_000 }, (_, i) => ({
    mixpanel_distinct_id: `person-${i}`,
    email: `person-${i}@example.com`,
    ...Object.fromEntries(
      Array.from({ length: 8 }, (_, p) => [`property ${p}`, `value, {${p}}: "${i}"`]),
    ),
  })),
});

describe('a body as text', () => {
  it('has every token as it was sent, one value a line', () => {
    const { text } = bodyText(bytes('{"a":[12345678901234567890,"x,{y}\\""],"b":{}}'));
    expect(text).toBe('{\n  "a": [\n    12345678901234567890,\n    "x,{y}\\""\n  ],\n  "b": {}\n}');
  });

  it('is in lines also where only the beginning is shown', () => {
    expect(PAGE.length).toBeGreaterThan(300_000);
    const { text, isCut } = bodyText(bytes(PAGE));
    expect(isCut).toBe(true);
    const lines = text.split('\n');
    expect(lines.length).toBeGreaterThan(5_000);
    expect(
      wholeBodyText(bytes(PAGE), 'lines')
        .split('\n')
        .slice(0, lines.length - 1),
    ).toEqual(lines.slice(0, -1));
  });

  it('is whole on demand, as it came or in lines that say the same', () => {
    expect(wholeBodyText(bytes(PAGE), 'sent')).toBe(PAGE);
    expect(JSON.parse(wholeBodyText(bytes(PAGE), 'lines'))).toEqual(JSON.parse(PAGE));
  });

  it('that can’t be read is shown as it came', () => {
    expect(bodyText(bytes('{"a":[1,'))).toEqual({ text: '{"a":[1,', isCut: false });
  });
});
