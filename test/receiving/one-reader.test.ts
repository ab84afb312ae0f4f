import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { membersOf, rosterPath, rowsOf } from '../support/data-folders.ts';
import { type OddText, oddText } from './support/odd-texts.ts';
import { type Door, openDoor } from './support/real-door.ts';
import { send } from './support/send.ts';

/** Of each kind of property: more when it is accepted. */
const RUNS = Number(process.env.ROLLCALL_BODIES || 60);

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const post = async (body: string | Uint8Array): Promise<number> =>
  (await send(door.port, { body })).status;

const fixture = (name: string) => readFile(new URL(`../fixtures/bodies/${name}`, import.meta.url));

function sync(list: string, more = '', action = 'add_members'): string {
  const parameters = `"mixpanel_project_id":"1","mixpanel_cohort_id":"k"${more}`;
  return `{"action":"${action}","parameters":{${parameters},"members":${list}}}`;
}

/** The list that a body names by its plain text, null where it can't be applied. Read as naively as can be. */
function listOf(plain: string): readonly unknown[] | null {
  const bodies = z.object({
    action: z.enum(['members', 'add_members', 'remove_members']),
    parameters: z.looseObject({ mixpanel_cohort_id: z.string() }),
    members: z.unknown().optional(),
  });
  const parsed = bodies.safeParse(JSON.parse(plain));
  if (!parsed.success) return null;
  const { action, parameters, members } = parsed.data;
  const found = [parameters.members, members];
  const list = found.find((one) => Array.isArray(one));
  if (Array.isArray(list)) return list;
  return action !== 'members' && found.includes(null) ? [] : null;
}

function idsIn(list: readonly unknown[]): string[] {
  const named = z.object({ mixpanel_distinct_id: z.string().min(1) });
  return list
    .flatMap((entry) => named.safeParse(entry).data?.mixpanel_distinct_id ?? [])
    .filter((id) => id.isWellFormed());
}

/** Broken as an accident breaks: a byte more, one less, or another one. */
interface Accident {
  readonly kind: string;
  readonly at: number;
  readonly byte: number;
}

const accident: fc.Arbitrary<Accident> = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'replace'),
  at: fc.nat(),
  byte: fc.oneof(fc.constantFrom(...Buffer.from('\0"\\{}[],:NaI0-')), fc.nat(255)),
});

function broken({ bytes }: OddText, { kind, at, byte }: Accident): Buffer {
  const i = at % bytes.length;
  const rest = bytes.subarray(kind === 'insert' ? i : i + 1);
  const added = kind === 'remove' ? [] : [byte];
  return Buffer.concat([bytes.subarray(0, i), Buffer.from(added), rest]);
}

describe('what the receiver takes, the roster can apply', () => {
  it('whatever is odd about a body: 200 and applied, or 400 because it can never be', async () => {
    await fc.assert(
      fc.asyncProperty(oddText, async ({ bytes, plain }) => {
        const list = listOf(plain);
        expect(await post(bytes)).toBe(list === null ? 400 : 200);
        const { kind, entries, report } = await door.latest();
        expect(kind).toBe(list === null ? 'refused' : 'sync');
        expect(entries).toBe(list?.length ?? null);
        if (list === null) return;
        // By rule 1 a page that names nobody is told as failed.
        const allowed = idsIn(list).length === 0 ? [null, 'NO_USABLE_ID'] : [null];
        expect(allowed).toContain(report?.error);
        const members = new Set(membersOf(door.dataDir));
        const isTold = !/"action"\s*:\s*"remove_members"/.test(plain);
        for (const id of idsIn(list)) expect(members.has(id)).toBe(isTold);
      }),
      { numRuns: RUNS },
    );
  });

  it('wherever a body is cut: 503, as the whole one is still to come', async () => {
    await fc.assert(
      fc.asyncProperty(oddText, fc.nat(), async ({ bytes }, at) => {
        const text = Buffer.from(bytes)
          .toString()
          .replace(/[\s\0]+$/, '');
        const end = Buffer.from(text).length - 1;
        const begun = bytes.subarray(0, 4 + (at % (end - 3)));
        expect(await post(begun)).toBe(503);
        expect(await door.latest()).toMatchObject({ kind: 'refused', code: 'BODY_CUT' });
      }),
      { numRuns: RUNS },
    );
  });

  it('however a body is broken: success is never followed by a loss', async () => {
    await fc.assert(
      fc.asyncProperty(oddText, accident, async (text, how) => {
        const status = await post(broken(text, how));
        const { report, kind } = await door.latest();
        expect([200, 400, 503]).toContain(status);
        expect(kind).toBe(status === 200 ? 'sync' : 'refused');
        if (status === 200) expect([null, 'NO_USABLE_ID']).toContain(report?.error);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a body is read the same when it arrives and when it is applied', () => {
  it.each([
    ['a NUL after the value', `${sync('[{"mixpanel_distinct_id":"n1"}]')}\0`, 'n1'],
    [
      'NULs, blanks and names that repeat',
      `${sync('[{"mixpanel_distinct_id":"x","mixpanel_distinct_id":"n2"}]')}\0 \0\n`,
      'n2',
    ],
    [
      'names that repeat within a property',
      sync('[{"mixpanel_distinct_id":"n3","p":{"a":1,"a":{"b":2,"b":3}}}]'),
      'n3',
    ],
    [
      'a name that repeats in escapes',
      sync('[{"mixpanel_distinct_id":"x","mixpanel_distinct_\\u0069d":"n4"}]'),
      'n4',
    ],
    [
      'a list whose name is escaped',
      sync('[]').replace(
        '"members":[]',
        '"members":[{"mixpanel_distinct_id":"x"}],"m\\u0065mbers":[{"mixpanel_distinct_id":"n5"}]',
      ),
      'n5',
    ],
    [
      'parameters given twice',
      sync('[]')
        .replace(
          '"parameters"',
          '"parameters":{"mixpanel_cohort_id":"other","members":[{"mixpanel_distinct_id":"x"}]},"parameters"',
        )
        .replace('"members":[]', '"members":[{"mixpanel_distinct_id":"n6"}]'),
      'n6',
    ],
    ['a byte order mark and NaN', `\ufeff${sync('[{"mixpanel_distinct_id":"n7","a":NaN}]')}`, 'n7'],
    [
      'a null instead of a top-level list',
      sync('null,"members":[{"mixpanel_distinct_id":"n8"}]'),
      'n8',
    ],
  ])('with %s', async (_name, body, id) => {
    expect(await post(body)).toBe(200);
    expect((await door.latest()).report).toMatchObject({ outcome: 'applied', error: null });
    const members = membersOf(door.dataDir, 'k');
    expect(members).toContain(id);
    expect(members).not.toContain('x');
  });

  it('with a NUL and a name given twice, as it was found', async () => {
    expect(await post(await fixture('F01-nul-after-body-repeated-member-name.bin'))).toBe(200);
    expect((await door.latest()).report).toMatchObject({ outcome: 'applied', entries: 1 });
  });

  it('where nothing but the last of repeated names is kept, at every level', async () => {
    await post(sync('[{"mixpanel_distinct_id":"deep","p":[{"a":1,"b":{"c":1,"c":2},"a":3}]}]'));
    await door.latest();
    const props = rowsOf(
      rosterPath(door.dataDir),
      "SELECT json(props) AS props FROM member WHERE distinct_id = 'deep'",
    );
    expect(props).toEqual([{ props: '{"p":[{"b":{"c":2},"a":3}]}' }]);
  });

  it('with NaN and infinities as values, which are taken as null and counted', async () => {
    expect(await post(await fixture('F04-1-good.txt'))).toBe(200);
    expect((await door.latest()).report?.null_numbers).toBe(0);
    expect(await post(await fixture('F04-2-nan.txt'))).toBe(200);
    expect((await door.latest()).report).toMatchObject({ outcome: 'applied', null_numbers: 1 });
    await post(
      sync('[{"mixpanel_distinct_id":"i","a":Infinity,"b":[-Infinity,{"c":NaN}],"d":"NaN"}]'),
    );
    expect((await door.latest()).report?.null_numbers).toBe(3);
  });

  it.each([
    ['text after the value', `${sync('[]')} x`],
    ['a second value', sync('[]') + sync('[]')],
    ['text after a NUL', `${sync('[]')}\0{}`],
    ['a NUL within', sync('[{"mixpanel_distinct_id":"a\0b"}]')],
    ['a number no JSON knows', sync('[{"mixpanel_distinct_id":"a","n":0x1F}]')],
    ['a number with a leading zero', sync('[{"mixpanel_distinct_id":"a","n":007}]')],
    ['nothing but brackets of a list', '[[['],
    ['no list on a full sync', sync('null', '', 'members')],
    ['NaN for the list of a full sync', sync('NaN', '', 'members')],
    ['no list at all', sync('[]').replace('"members"', '"others"')],
  ])('with %s it never can be applied', async (_name, body) => {
    expect(await post(body)).toBe(400);
    expect((await door.latest()).kind).toBe('refused');
  });

  it.each(['add_members', 'remove_members'])(
    'with a null for the list of %s, which is empty',
    async (action) => {
      expect(await post(sync('null', '', action))).toBe(200);
      expect((await door.latest()).report).toMatchObject({ outcome: 'applied', entries: 0 });
    },
  );

  it('nested as deep as SQLite reads, and no deeper', async () => {
    const nested = (levels: number) =>
      sync(
        `[{"mixpanel_distinct_id":"d${levels}","p":${'['.repeat(levels)}${']'.repeat(levels)}}]`,
      );
    expect(await post(nested(996))).toBe(200);
    expect((await door.latest()).report).toMatchObject({ outcome: 'applied', error: null });
    expect(await post(nested(997))).toBe(400);
    expect((await door.latest()).code).toBe('BODY_TOO_DEEP');
  });

  it('names a cohort even where it is cut, once the text has come to it', async () => {
    const body = sync('[{"mixpanel_distinct_id":"a"},{"mixpanel_dist');
    expect(await post(body.slice(0, body.indexOf('dist') + 4))).toBe(503);
    expect(await door.latest()).toMatchObject({ code: 'BODY_CUT', cohort_id: 'k' });
  });
});
