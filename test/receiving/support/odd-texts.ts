import fc from 'fast-check';

/** A body as a sender may write it, and what it says. */
export interface OddText {
  readonly bytes: Uint8Array;
  /** The same with nothing odd about it: JSON.parse reads what it is to mean. */
  readonly plain: string;
}

/** A piece of JSON text, odd and plain. */
interface Piece {
  readonly odd: string;
  readonly plain: string;
}

const same = (value: unknown): Piece => {
  const text = JSON.stringify(value) ?? 'null';
  return { odd: text, plain: text };
};

const blank = fc.constantFrom('', '', ' ', '\n', '\t', '\r\n  ');

const scalar: fc.Arbitrary<Piece> = fc.oneof(
  fc.constantFrom('NaN', 'Infinity', '-Infinity').map((odd) => ({ odd, plain: 'null' })),
  fc.constantFrom('1.0', '-0', '1e400', '12345678901234567890').map((text) => ({
    odd: text,
    plain: text,
  })),
  fc.constantFrom('"\\ud800"', '"\\u0000"', '"\\/"', '"\\u0061"').map((text) => ({
    odd: text,
    plain: text,
  })),
  fc.string({ unit: 'grapheme' }).map(same),
  fc.jsonValue({ maxDepth: 1 }).map(same),
);

/** Names come more than once, and in escapes. */
const name = fc.constantFrom('"a"', '"\\u0061"', '"b"', '"mixpanel_distinct_id"', '"email"');

function objectOf(members: fc.Arbitrary<readonly (readonly [string, Piece])[]>) {
  return fc.tuple(members, blank).map(([all, gap]): Piece => {
    const join = (of: keyof Piece) =>
      all.map(([key, value]) => `${key}${gap}:${gap}${value[of]}`).join(`${gap},`);
    return { odd: `{${gap}${join('odd')}${gap}}`, plain: `{${join('plain')}}` };
  });
}

function listOf(entries: fc.Arbitrary<readonly Piece[]>): fc.Arbitrary<Piece> {
  return fc.tuple(entries, blank).map(([all, gap]) => {
    const join = (of: keyof Piece) => all.map((entry) => entry[of]).join(`,${gap}`);
    return { odd: `[${gap}${join('odd')}${gap}]`, plain: `[${join('plain')}]` };
  });
}

const value: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  objectOf(fc.array(fc.tuple(name, scalar), { maxLength: 3 })),
  listOf(fc.array(scalar, { maxLength: 3 })),
);

const member = fc.oneof(
  {
    weight: 5,
    arbitrary: objectOf(
      fc
        .tuple(fc.string({ minLength: 1 }), fc.array(fc.tuple(name, value), { maxLength: 4 }))
        .map(([id, others]) => [['"mixpanel_distinct_id"', same(id)] as const, ...others]),
    ),
  },
  scalar,
);

const list = fc.oneof(
  { weight: 6, arbitrary: listOf(fc.array(member, { maxLength: 4 })) },
  fc.constantFrom('null', 'NaN', '{}', '""').map((odd) => ({
    odd,
    plain: odd === 'NaN' ? 'null' : odd,
  })),
);

const parameters = fc
  .tuple(fc.array(fc.tuple(name, scalar), { maxLength: 2 }), fc.array(list, { maxLength: 2 }))
  .chain(([others, lists]) =>
    objectOf(
      fc.shuffledSubarray(
        [
          ...others,
          ['"mixpanel_cohort_id"', same('7')] as const,
          ['"mixpanel_project_id"', same('1')] as const,
          ...lists.map((one, i) => [i === 0 ? '"members"' : '"m\\u0065mbers"', one] as const),
        ],
        { minLength: 2 + others.length + lists.length },
      ),
    ),
  );

const body = fc
  .tuple(
    fc.constantFrom('members', 'add_members', 'remove_members'),
    fc.array(parameters, { minLength: 1, maxLength: 2 }),
    fc.option(list, { nil: null, freq: 6 }),
  )
  .chain(([action, all, top]) =>
    objectOf(
      fc.constant([
        ['"action"', same(action)] as const,
        ...all.map((one) => ['"parameters"', one] as const),
        ...(top === null ? [] : [['"members"', top] as const]),
      ]),
    ),
  );

/** Bodies that are whole, however odd. */
export const oddText: fc.Arbitrary<OddText> = fc
  .tuple(body, fc.boolean(), fc.constantFrom('', '', '\0', '\0\0\n', '\r\n'))
  .map(([{ odd, plain }, hasBom, end]) => ({
    bytes: Buffer.from(`${hasBom ? '\ufeff' : ''}${odd}${end}`),
    plain,
  }));
