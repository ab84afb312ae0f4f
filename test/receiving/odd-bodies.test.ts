import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { post } from '../support/mixpanel.ts';
import {
  endAll,
  type RunningRollcall,
  readJson,
  startRollcall,
} from '../support/start-rollcall.ts';

const ACTIONS = ['members', 'add_members', 'remove_members'];
/** Generated bodies; with the hand-made ones below and in odd-requests.test.ts there are more than 500. */
const FUZZED = 400;

let dataDir: string;
let rollcall: RunningRollcall;

beforeAll(async () => {
  dataDir = await makeDataFolder();
  rollcall = await startRollcall(dataDir);
});

afterAll(async () => {
  await endAll();
  await removeDataFolders();
});

const asJson = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** Any JSON value, now and then what the protocol asks for in this place. */
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: usual }, fc.jsonValue(), fc.constant(undefined));

const memberish = fc.oneof(
  fc.record(
    {
      mixpanel_distinct_id: mostly(fc.string()),
      email: mostly(fc.emailAddress()),
      first_name: mostly(fc.string({ unit: 'grapheme' })),
      phone_number: mostly(fc.string()),
      $distinct_id: mostly(fc.string()),
    },
    { requiredKeys: [] },
  ),
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.jsonValue(),
);

const parameters = fc.record(
  {
    mixpanel_project_id: mostly(fc.nat()),
    mixpanel_cohort_id: mostly(fc.string({ minLength: 1, maxLength: 5 })),
    mixpanel_cohort_name: mostly(fc.string({ unit: 'grapheme' })),
    mixpanel_session_id: mostly(fc.uuid()),
    page_info: mostly(
      fc.record({ total_pages: mostly(fc.integer()), page_count: mostly(fc.integer()) }),
    ),
    members: mostly(fc.array(memberish, { maxLength: 20 })),
  },
  { requiredKeys: [] },
);

const body = fc.record(
  {
    action: mostly(fc.constantFrom(...ACTIONS)),
    parameters: mostly(parameters),
    members: mostly(fc.array(memberish, { maxLength: 5 })),
  },
  { requiredKeys: [] },
);

/** The status by rule 8, read naively from the parsed body. */
function expectedStatus(text: string): 200 | 400 {
  // An id of blanks alone is none.
  const isText = z.string().regex(/\S/).or(z.number());
  const asked = z.object({ action: z.enum(['members', 'add_members', 'remove_members']) });
  const value: unknown = JSON.parse(text);
  const identified = z.object({ parameters: z.object({ mixpanel_cohort_id: isText }) });
  const listOr = <T>(other: z.ZodType<T>) => {
    const list = z.array(z.unknown()).or(other);
    return z.object({ parameters: z.object({ members: list }) }).or(z.object({ members: list }));
  };
  // A null is an empty list on a delta.
  const isDelta = z.object({ action: z.enum(['add_members', 'remove_members']) });
  const listed = isDelta.safeParse(value).success ? listOr(z.null()) : listOr(z.never());
  const isSync = [asked, identified, listed].every((schema) => schema.safeParse(value).success);
  return isSync ? 200 : 400;
}

function residentBytes(): number {
  const status = readFileSync(`/proc/${rollcall.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

describe('an odd body', () => {
  it('of any types in any place gets the answer its parts call for', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const text = asJson(value);
        const { status, message } = await post(rollcall.hookUrl, text);
        expect(status).toBe(expectedStatus(text));
        expect(message === '').toBe(status === 200);
      }),
      { numRuns: FUZZED },
    );
  });

  it.each([
    [
      'cut off in the middle',
      '{"action":"members","parameters":{"mixpanel_cohort_id":"1","mem',
      503,
    ],
    ['with single quotes', "{'action':'members'}", 400],
    ['with a comment', '/* hello */{"action":"members"}', 400],
    [
      'with NaN',
      '{"action":"members","parameters":{"mixpanel_cohort_id":"1","members":[NaN]}}',
      200,
    ],
    ['two documents in one', '{"action":"members"}{"action":"members"}', 400],
    ['a form', 'action=members&cohort=1', 400],
    ['XML', '<?xml version="1.0"?><action>members</action>', 400],
    ['a raw control character in a string', '{"action":"mem\u0001bers"}', 400],
    ['text after a raw NUL', '{"action":"members"}\u0000x', 400],
    ['nested too deep', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 400],
    ['only blanks', ' \r\n\t ', 200],
    [
      'with a byte order mark',
      '\ufeff{"action":"members","parameters":{"mixpanel_cohort_id":"b","members":[]}}',
      200,
    ],
    [
      'with a thousand unknown keys',
      asJson({
        action: 'add_members',
        parameters: { mixpanel_cohort_id: 'k', members: [] },
        ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key ${i}`, i])),
      }),
      200,
    ],
    [
      'with a value of a megabyte',
      asJson({
        action: 'add_members',
        parameters: {
          mixpanel_cohort_id: 'm',
          members: [{ mixpanel_distinct_id: 'big', note: 'あ'.repeat(350_000) }],
        },
      }),
      200,
    ],
  ])('%s', async (_name, text, expected) => {
    const { status } = await post(rollcall.hookUrl, text);
    expect(status).toBe(expected);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeff{"action":"members"}', 'utf16le')],
    ['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251))],
    [
      'a picture',
      Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk', 'base64'),
    ],
  ])('in the bytes of %s is refused', async (_name, bytes) => {
    expect((await post(rollcall.hookUrl, bytes)).status).toBe(400);
  });

  it('keeps nothing in memory, and the next sync is taken and applied', async () => {
    const member = (i: number) => ({ mixpanel_distinct_id: `p${i}`, note: 'x'.repeat(500) });
    const huge = asJson({
      action: 'add_members',
      parameters: {
        mixpanel_cohort_id: 'huge',
        members: Array.from({ length: 3000 }, (_, i) => member(i)),
      },
    });
    const sendMore = async (from: number): Promise<void> => {
      for (let i = from; i < from + 12; i += 1) {
        await post(rollcall.hookUrl, huge.replace('"p0"', `"first ${i}"`));
      }
    };
    await sendMore(0);
    const warm = residentBytes();
    await sendMore(12);
    // 20 MB more went through; what stays are caches of a fixed size.
    await expect.poll(residentBytes, { timeout: 20_000 }).toBeLessThan(warm + 50 * 1024 * 1024);
    const cohorts = z.array(z.object({ cohortId: z.string(), members: z.number() }));
    const listed = await readJson(cohorts, ['cohorts', '--data-dir', dataDir, '--json']);
    expect(listed.find(({ cohortId }) => cohortId === 'huge')?.members).toBe(3023);
  });
});
