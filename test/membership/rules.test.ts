// One sentence per clause of the membership rules, so this file is as long as they are.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resolveMoment } from '../../main/store/reading/moments.ts';
import { listRounds } from '../../main/store/reading/rounds.ts';
import { readStatus } from '../../main/store/reading/status.ts';
import {
  adds,
  type Listed,
  MINUTE_MS,
  members,
  NO_PAGE_INFO,
  removes,
  TestCohort,
} from './support/cohort.ts';
import { Engine } from './support/engine.ts';
import { keepPoisoned, keepUnreadable, refuseToWrite } from './support/poison.ts';
import { CohortReader } from './support/read-roster.ts';

let engine: Engine;
let cohort: TestCohort;
beforeAll(async () => {
  engine = await Engine.start();
});
afterAll(() => engine.end());
beforeEach(() => {
  cohort = new TestCohort(engine);
});

const person = (id: string, properties: Readonly<Record<string, unknown>>): Listed => ({
  mixpanel_distinct_id: id,
  ...properties,
});

const people = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}`);

describe('rule 1: lenient in, strict inside', () => {
  it('takes session ids and page numbers as numbers or strings', async () => {
    await cohort.receives(
      members(['ann'], { session: 7, page: '1', of: '2' }),
      members(['bob'], { session: '7', page: 2, of: 2 }),
    );
    expect(cohort.syncs()).toMatchObject([{ sessionId: '7', state: 'complete', totalPages: 2 }]);
  });

  it('takes cohort and project ids as numbers or strings', async () => {
    const withId = (id: unknown) => ({ with: { mixpanel_cohort_id: id, mixpanel_project_id: id } });
    await cohort.receives(adds(['ann'], withId(424242)), adds(['bob'], withId('424242')));
    const { members: count } = new CohortReader(engine.roster, '424242', '424242').summary();
    expect(count).toBe(2);
  });

  it('ignores keys it does not know', async () => {
    const unknown = { mixpanel_integration_id: '0', something: { page_info: {} } };
    await cohort.receives(members(['ann'], { with: unknown }));
    expect(cohort.ids()).toEqual(['ann']);
  });

  it('finds the members under parameters or at the top level', async () => {
    const { body, receivedAtMs } = cohort.post(members([]));
    const atTop = body.replace(',"members":[]}', '},"members":[{"mixpanel_distinct_id":"ann"}]');
    await engine.keep([{ body: atTop, receivedAtMs }]);
    await engine.applyAll();
    expect(cohort.ids()).toEqual(['ann']);
  });

  it('keeps any JSON value under any name, whatever keys the others have', async () => {
    const odd = { tags: ['a', 1], cart: [{ sku: 'x' }], plan: null, '': '', '¿"Cuál"?': true };
    await cohort.receives(members([person('ann', odd), person('bob', { age: 41 })]));
    expect(cohort.properties('ann')).toEqual({
      tags: '["a",{"number":"1"}]',
      cart: '[{"sku":"x"}]',
      plan: 'null',
      '': '""',
      '¿"Cuál"?': 'true',
    });
    expect(cohort.properties('bob')).toEqual({ age: '{"number":"41"}' });
  });

  it('keeps a property named __proto__ like any other', async () => {
    await cohort.receives(adds([{ json: '{"mixpanel_distinct_id":"ann","__proto__":"x"}' }]));
    await cohort.receives(adds([{ json: '{"mixpanel_distinct_id":"ann","a":"y"}' }]));
    const properties = cohort.reader.members().get('ann')?.properties;
    expect([...(properties ?? [])].sort()).toEqual([
      ['__proto__', '"x"'],
      ['a', '"y"'],
    ]);
  });

  it('keeps a value that was not sent apart from one sent empty or null', async () => {
    await cohort.receives(
      members([person('a', { email: '' }), person('b', { email: null }), person('c', {})]),
    );
    expect(['a', 'b', 'c'].map((id) => cohort.properties(id))).toEqual([
      { email: '""' },
      { email: 'null' },
      {},
    ]);
  });

  it('takes the first of the three names that holds an id', async () => {
    await cohort.receives(
      members([
        { mixpanel_distinct_id: 'a', $distinct_id: 'no', distinct_id: 'no' },
        { $distinct_id: 'b', distinct_id: 'no' },
        { distinct_id: 'c' },
        { mixpanel_distinct_id: '', $distinct_id: null, distinct_id: 'd' },
        { mixpanel_distinct_id: ['no'], $distinct_id: true, distinct_id: 'e' },
      ]),
    );
    expect(cohort.ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('holds the id used in place of what stood under mixpanel_distinct_id', async () => {
    await cohort.receives(members([{ mixpanel_distinct_id: null, $distinct_id: 'a' }]));
    expect(cohort.properties('a')).toEqual({ $distinct_id: '"a"' });
  });

  it('takes a number as an id by its JSON text, the same as that text', async () => {
    const numbers = ['5', '5.0', '12345678901234567890', '1e3'];
    await cohort.receives(
      members(numbers.map((text) => ({ json: `{"mixpanel_distinct_id":${text}}` }))),
      adds(['5']),
    );
    expect(cohort.ids()).toEqual(['12345678901234567890', '1e3', '5', '5.0']);
  });

  it('tells upper from lower case, and spaces and accents', async () => {
    const ids = ['Ann', 'ann', ' ann', 'änn', 'a\u0308nn', 'ann\u0000', 'ann\u0000x'];
    await cohort.receives(members(ids));
    expect(cohort.ids()).toEqual([...ids].sort());
  });

  it('counts entries without an id as unidentified and applies the rest', async () => {
    const odd: Listed[] = [{ json: 'null' }, { json: '"ann"' }, { json: '[]' }, { email: 'a@b' }];
    await cohort.receives(members([...odd, 'ann', { mixpanel_distinct_id: '' }]));
    expect(cohort.ids()).toEqual(['ann']);
    expect(cohort.applied()).toMatchObject([{ outcome: 'applied', entries: 6, unidentified: 5 }]);
  });

  it('takes a delivery without a project for one of the project ""', async () => {
    await cohort.receives(members(['ann'], { with: { mixpanel_project_id: undefined } }));
    const found = new CohortReader(engine.roster, '', cohort.cohortId);
    expect([...found.members().keys()]).toEqual(['ann']);
  });

  it('keeps cohorts of two projects apart, also when they have the same id', async () => {
    const other = { with: { mixpanel_project_id: 'other' } };
    await cohort.receives(members(['ann'], { session: 's' }));
    await cohort.receives(members(['bob'], { session: 's', ...other }));
    expect(cohort.ids()).toEqual(['ann']);
  });

  it('takes every delivery without a session id for a session of its own', async () => {
    await cohort.receives(members(['ann', 'bob']), members(['ann']), members(['ann']));
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'applied']);
    expect(cohort.syncs()).toHaveLength(3);
    expect(cohort.ids()).toEqual(['ann']);
  });

  it('lets the later of two entries with one id count', async () => {
    const twice = [person('ann', { plan: 'free', age: 1 }), 'bob', person('ann', { plan: 'paid' })];
    await cohort.receives(members(twice), adds(twice));
    expect(cohort.properties('ann')).toEqual({ plan: '"paid"' });
    expect(cohort.applied()).toMatchObject([{ joined: 2, unidentified: 0 }, { joined: 0 }]);
  });

  it('lets the last of repeated names count', async () => {
    await cohort.receives(
      adds([
        { json: '{"mixpanel_distinct_id":"no","mixpanel_distinct_id":"a"}' },
        { json: '{"mixpanel_distinct_id":null,"mixpanel_distinct_id":"b"}' },
        { json: '{"$distinct_id":"no","$distinct_id":"c"}' },
        { json: '{"mixpanel_distinct_id":"d","email":"x@y","email":7}' },
        { json: '{"mixpanel_distinct_id":"e","email":7,"email":"x@y"}' },
        { json: '{"mixpanel_distinct_id":"f","plan":"free","pl\\u0061n":"paid"}' },
        { json: '{"mixpanel_distinct_id":"g","mixpanel_distinct_id":{}}' },
      ]),
    );
    expect(cohort.ids()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(cohort.properties('d')).toEqual({ email: '{"number":"7"}' });
    expect(cohort.properties('e')).toEqual({ email: '"x@y"' });
    expect(cohort.properties('f')).toEqual({ plan: '"paid"' });
    const { props } = {
      ...engine.roster
        .prepare("SELECT json(props) AS props FROM member WHERE cohort = ? AND distinct_id = 'f'")
        .get(cohort.reader.id),
    };
    // As it was sent last.
    expect(props).toBe('{"pl\\u0061n":"paid"}');
  });

  it('lets the last of repeated names count outside the members, too', async () => {
    const { body, receivedAtMs } = cohort.post(members(['ann'], { session: 's' }));
    const repeated = body
      .replace('"action":"members"', '"action":"remove_members","action":"members"')
      .replace('"members":[', '"members":[{"mixpanel_distinct_id":"no"}],"members":[');
    await engine.keep([{ body: repeated, receivedAtMs }]);
    await engine.applyAll();
    expect(cohort.ids()).toEqual(['ann']);
    expect(cohort.applied()).toMatchObject([{ outcome: 'applied', entries: 1, joined: 1 }]);
  });

  it('keeps numbers as they were written, also when others are merged or repaired', async () => {
    const numbers = '"a":1.0,"b":1e2,"c":12345678901234567890,"d":-0,"e":0.10';
    await cohort.receives(adds([{ json: `{"mixpanel_distinct_id":"ann",${numbers}}` }]));
    await cohort.receives(adds([{ json: '{"mixpanel_distinct_id":"ann","f":1,"f":2.50}' }]));
    const texts = Object.values(cohort.properties('ann') ?? {}).map((text) => JSON.parse(text));
    expect(texts.map(({ number }) => number)).toEqual([
      '1.0',
      '1e2',
      '12345678901234567890',
      '-0',
      '0.10',
      '2.50',
    ]);
  });

  it('keeps two ids two though neither is valid text', async () => {
    await cohort.receives(
      members([
        { json: '{"mixpanel_distinct_id":"a\\ud800"}' },
        { json: '{"mixpanel_distinct_id":"a\\ud801"}' },
      ]),
    );
    const { body, receivedAtMs } = cohort.post(adds(['bXb', 'bYb']));
    const bytes = Buffer.from(body, 'latin1');
    bytes[bytes.indexOf('X')] = 0xff;
    bytes[bytes.indexOf('Y')] = 0xfe;
    await engine.keep([{ body: bytes, receivedAtMs }]);
    await engine.applyAll();
    expect(cohort.ids()).toEqual(['a\\ud800', 'a\\ud801', 'b\\xfeb', 'b\\xffb']);
  });
});

describe('rule 1: cohort, project and session ids', () => {
  const from = (project: unknown, id: string) => ({
    with: { mixpanel_project_id: project, mixpanel_cohort_id: id },
  });
  const idsOf = (project: string, id: string) =>
    [...new CohortReader(engine.roster, project, id).members().keys()].sort();

  it('are trimmed, and 987654.0 is 987654', async () => {
    const cohortId = (id: unknown) => ({ with: { mixpanel_cohort_id: id } });
    const [number, text] = [Number(cohort.cohortId.slice(7)), cohort.cohortId.slice(7)];
    await cohort.receives(members(['a', 'b', 'c'], cohortId(number)));
    await cohort.receives(
      removes(['a'], cohortId(`${text}.0`)),
      removes(['b'], cohortId(` \t${text} \u00a0`)),
      removes(['c'], cohortId(`${text}.00`)),
    );
    expect(idsOf(cohort.projectId, text)).toEqual([]);
    const sessions = members(['a'], { session: 7, page: 1, of: 2 });
    await cohort.receives(sessions, members(['b'], { session: ' 7.0 ', page: 2, of: 2 }));
    expect(cohort.syncs()).toMatchObject([{ sessionId: '7', state: 'complete' }]);
  });

  it('without a project mean the one project known with this cohort id', async () => {
    const id = `${cohort.cohortId} p`;
    await cohort.receives(members(['a', 'b'], from('p', id)), removes(['a'], from(undefined, id)));
    expect(idsOf('p', id)).toEqual(['b']);
    expect(() => idsOf('', id)).toThrow('COHORT_UNKNOWN');
  });

  it('mean the project "" where several are known, or none', async () => {
    const id = `${cohort.cohortId} p`;
    await cohort.receives(members(['a'], from('p', id)), members(['b'], from('q', id)));
    await cohort.receives(adds(['c'], from(undefined, id)), adds(['d'], from('  ', id)));
    expect([idsOf('p', id), idsOf('q', id), idsOf('', id)]).toEqual([['a'], ['b'], ['c', 'd']]);
  });

  it('are taken over, with the history, by the first project that is heard', async () => {
    const id = `${cohort.cohortId} p`;
    await cohort.receives(members(['a', 'b'], from(undefined, id)));
    const { id: row } = new CohortReader(engine.roster, '', id);
    await cohort.receives(removes(['a'], from('p', id)), adds(['c'], from(undefined, id)));
    expect(idsOf('p', id)).toEqual(['b', 'c']);
    expect(new CohortReader(engine.roster, 'p', id).id).toBe(row);
    await cohort.receives(members(['x'], from('q', id)));
    expect([idsOf('p', id), idsOf('q', id)]).toEqual([['b', 'c'], ['x']]);
  });
});

describe('rule 1: entries without an id', () => {
  const nameless = (count: number): Listed[] => people(count).map((id) => ({ 'User ID': id }));

  it('make nobody leave when they are all a page holds: its sync fails', async () => {
    await cohort.receives(members(['a', 'b', 'c'], { session: '1' }));
    await cohort.receives(members(nameless(3), { session: '2' }));
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
    expect(cohort.outcomes()).toEqual(['applied', 'failed']);
    expect(cohort.applied()[1]).toMatchObject({ entries: 3, unidentified: 3 });
    expect(cohort.reader.summary().state).toBe('failed');
    await cohort.receives(members(['a'], { session: '3' }));
    expect(cohort.ids()).toEqual(['a']);
    expect(cohort.reader.summary().state).toBe('complete');
  });

  it('are told once per cohort, however often they come', async () => {
    await cohort.receives(members(['a'], { session: '1' }));
    await cohort.receives(
      ...['2', '3', '4'].map((session) => members(nameless(2), { session })),
      adds(nameless(1), { session: '5' }),
    );
    expect(cohort.alerts()).toEqual(['delivery-failed 5']);
  });

  it('fail a delta, too, until a full sync begun later is complete', async () => {
    await cohort.receives(members(['a']), adds(nameless(1), { session: 's' }), adds([]));
    expect(cohort.reader.summary().state).toBe('failed');
    await cohort.receives(members(['a', 'p0']));
    expect(cohort.reader.summary().state).toBe('complete');
    expect(cohort.alerts()).toEqual([]);
  });

  it('make nobody leave by a full sync that has more of them than the one before', async () => {
    await cohort.receives(members(['a', 'b', 'c']));
    await cohort.receives(members(['a', ...nameless(2)], { session: 's' }));
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
    expect(cohort.syncs()[1]).toMatchObject({ state: 'complete', withheld: 2, unidentified: 2 });
    await cohort.receives(members(['a', 'b', ...nameless(2)]));
    expect(cohort.ids()).toEqual(['a', 'b']);
    await cohort.receives(members(['a', ...nameless(1)]));
    expect(cohort.ids()).toEqual(['a']);
  });

  it('are counted over all pages of a full sync, also when one is replaced', async () => {
    const page = (list: readonly Listed[], number: number) =>
      members(list, { session: 's', page: number, of: 2 });
    await cohort.receives(members(['a', 'b', 'c', ...nameless(1)]));
    await cohort.receives(page(['a', ...nameless(1)], 1), page(['b', ...nameless(1)], 2));
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
    await cohort.receives(page(['b'], 2));
    expect(cohort.ids()).toEqual(['a', 'b']);
  });
});

describe('rule 2: evidence', () => {
  it('lets a delta win over a full sync begun before it, whichever page comes first', async () => {
    await cohort.receives(
      members(['ann'], { session: 'full', page: 1, of: 2 }),
      adds([person('bob', { plan: 'new' })]),
      removes(['ann']),
      members([person('bob', { plan: 'old' }), 'cat'], { session: 'full', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['bob', 'cat']);
    expect(cohort.properties('bob')).toEqual({ plan: '"new"' });
  });

  it('lets a full sync win over the deltas before it', async () => {
    await cohort.receives(
      adds([person('ann', { plan: 'old', age: 1 }), 'bob']),
      removes(['cat']),
      members([person('ann', { plan: 'new' }), 'cat']),
    );
    expect(cohort.ids()).toEqual(['ann', 'cat']);
    expect(cohort.properties('ann')).toEqual({ plan: '"new"' });
  });

  it('lets the attempt begun later win, in properties too, though its page came first', async () => {
    await cohort.receives(
      members(['x'], { session: 'early', page: 1, of: 2 }),
      members([person('ann', { plan: 'new' })], { session: 'late', page: 1, of: 2 }),
      members([person('ann', { plan: 'old' })], { session: 'early', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['ann', 'x']);
    expect(cohort.properties('ann')).toEqual({ plan: '"new"' });
  });

  it('remembers that a later attempt confirmed somebody, though it changed nothing', async () => {
    await cohort.receives(
      members([person('ann', { plan: 'same' })], { session: 'first' }),
      members(['x'], { session: 'early', page: 1, of: 3 }),
      members([person('ann', { plan: 'same' })], { session: 'late', page: 1, of: 2 }),
      members([person('ann', { plan: 'old' })], { session: 'early', page: 2, of: 3 }),
    );
    expect(cohort.properties('ann')).toEqual({ plan: '"same"' });
    await cohort.receives(members([], { session: 'early', page: 3, of: 3 }));
    expect(cohort.ids()).toEqual(['ann', 'x']);
  });

  it('lets what an abandoned attempt told stand', async () => {
    await cohort.receives(
      members(['x'], { session: 'early', page: 1, of: 2 }),
      members(['ann'], { session: 's', page: 1, of: 2 }),
      members(['bob'], { session: 's', page: 1, of: 2 }),
      members([], { session: 'early', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['ann', 'bob', 'x']);
  });
});

describe('rule 3: members', () => {
  it('lets everyone on a page in at once, and nobody leave before all pages are there', async () => {
    await cohort.receives(
      members(['ann', 'bob']),
      members(['cat'], { session: 's', page: 1, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['ann', 'bob', 'cat']);
    await cohort.receives(members(['ann'], { session: 's', page: 2, of: 2 }));
    expect(cohort.ids()).toEqual(['ann', 'cat']);
  });

  it('is complete in whatever order pages come and however often each', async () => {
    const page = (list: string[], n: number) => members(list, { session: 's', page: n, of: 3 });
    await cohort.receives(
      members(['gone']),
      page(['c'], 3),
      page(['a'], 1),
      page(['a'], 1),
      page(['c'], 3),
    );
    expect(cohort.ids()).toContain('gone');
    await cohort.receives(page(['b'], 2));
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
    expect(cohort.states()).toEqual(['complete', 'complete']);
  });

  it('lets everyone leave when the list is empty', async () => {
    await cohort.receives(members(['ann', 'bob']), members([]));
    expect(cohort.ids()).toEqual([]);
    expect(cohort.applied()).toMatchObject([{ joined: 2 }, { left: 2 }]);
  });

  it('keeps who joined by a delta after the attempt began', async () => {
    await cohort.receives(
      members(['ann'], { session: 's', page: 1, of: 2 }),
      adds(['bob']),
      members(['cat'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['ann', 'bob', 'cat']);
  });

  it('lets who is not named leave, though somebody named left meanwhile', async () => {
    await cohort.receives(
      members(['ann']),
      members(['bob'], { session: 's', page: 1, of: 2 }),
      removes(['bob']),
      members([], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual([]);
  });

  it('lets attempts of different sessions run side by side', async () => {
    await cohort.receives(
      members(['gone']),
      members(['a'], { session: 'one', page: 1, of: 2 }),
      members(['b'], { session: 'two', page: 1, of: 2 }),
      members(['a2'], { session: 'one', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['a', 'a2', 'b']);
    await cohort.receives(members(['b2'], { session: 'two', page: 2, of: 2 }));
    expect(cohort.ids()).toEqual(['b', 'b2']);
    expect(cohort.states()).toEqual(['complete', 'complete', 'complete']);
  });

  it('supersedes attempts begun before one that is complete: their pages change nothing', async () => {
    await cohort.receives(
      members(['a'], { session: 'old', page: 1, of: 2 }),
      members(['b'], { session: 'new' }),
      members(['c'], { session: 'old', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['b']);
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'superseded']);
    expect(cohort.states()).toEqual(['superseded', 'complete']);
  });

  it('lets a superseded session begin anew from the top', async () => {
    await cohort.receives(
      members(['a'], { session: 'old', page: 1, of: 2 }),
      members(['b'], { session: 'new' }),
      members(['c'], { session: 'old', page: 1, of: 1 }),
    );
    expect(cohort.ids()).toEqual(['c']);
  });

  it('does not let a late page bring back who left after it began', async () => {
    await cohort.receives(
      members(['ann', 'bob']),
      members(['bob'], { session: 's', page: 1, of: 2 }),
      removes(['ann']),
      members(['ann'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['bob']);
  });

  it('nor who was told to leave without being known', async () => {
    await cohort.receives(
      members(['bob'], { session: 's', page: 1, of: 2 }),
      removes(['ann']),
      members(['ann'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['bob']);
    expect(cohort.applied()).toMatchObject([{}, { unknown: 1, left: 0 }, { joined: 0 }]);
  });

  it('lets a page of an attempt begun after the leave bring them back', async () => {
    await cohort.receives(members(['ann']), removes(['ann', 'bob']), members(['ann', 'bob']));
    expect(cohort.ids()).toEqual(['ann', 'bob']);
  });
});

describe('rule 4: repeats and restarts', () => {
  it('changes nothing by the same list again, whatever else of the body differs', async () => {
    await cohort.receives(
      members(['ann'], { session: 's', page: 1, of: 1, name: 'Power users' }),
      removes(['ann']),
      members(['ann'], {
        session: 's',
        page: 1,
        of: 3,
        name: 'Old name',
        with: { more: 'x'.repeat(9999) },
      }),
    );
    expect(cohort.ids()).toEqual([]);
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'repeat']);
    expect(cohort.syncs()).toMatchObject([{ state: 'complete', totalPages: 1 }, {}]);
    expect(cohort.reader.summary().name).toBe('Power users');
  });

  it('ever: also when the bodies are long gone', async () => {
    await cohort.receives(adds(['ann'], { session: 's' }), removes(['ann'], { session: 't' }));
    await engine.forgetBodies();
    await engine.reopen();
    await cohort.receives(adds(['ann'], { session: 's' }));
    expect(cohort.ids()).toEqual([]);
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'repeat']);
  });

  it('ever: also a list that another one replaced, or of an abandoned attempt', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
      members(['b2'], { session: 's', page: 2, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
      members(['a2'], { session: 's', page: 1, of: 2 }),
      members(['a'], { session: 's', page: 1, of: 2 }),
    );
    expect(cohort.outcomes().map((outcome) => outcome === 'repeat')).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
    ]);
    expect(cohort.ids()).toEqual(['a', 'a2', 'b2']);
  });

  it('tells the same list apart by cohort, session, action and page', async () => {
    await cohort.receives(
      adds(['ann'], { session: 's', page: 1, of: 2 }),
      adds(['ann'], { session: 's', page: 2, of: 2 }),
      removes(['ann'], { session: 's', page: 1, of: 2 }),
      adds(['ann'], { session: 't', page: 1, of: 2 }),
    );
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'applied', 'applied']);
  });

  it('lets a list told before fill a page that the new attempt lacks', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
      members(['a2'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['a2', 'b']);
    expect(cohort.states()).toEqual(['complete']);
  });

  it('unless it tells fewer pages than the new attempt did', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
      members(['a2'], { session: 's', page: 1, of: 3 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.outcomes().at(-1)).toBe('repeat');
    expect(cohort.states()).toEqual(['receiving']);
  });

  it('begins anew by page 1 with another list: the earlier pages no longer count', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 3 }),
      members(['b'], { session: 's', page: 2, of: 3 }),
      members(['a2'], { session: 's', page: 1, of: 3 }),
      members(['c'], { session: 's', page: 3, of: 3 }),
    );
    expect(cohort.syncs()).toMatchObject([{ state: 'receiving', pagesReceived: 2, totalPages: 3 }]);
    await cohort.receives(members(['b2'], { session: 's', page: 2, of: 3 }));
    expect(cohort.ids()).toEqual(['a2', 'b2', 'c']);
  });

  it('begins anew also when the session was finished, with a number of its own', async () => {
    await cohort.receives(
      members(['a', 'b'], { session: 's', page: 1, of: 1 }),
      removes(['a']),
      members(['a'], { session: 's', page: 1, of: 1 }),
    );
    expect(cohort.ids()).toEqual(['a']);
    expect(cohort.states()).toEqual(['complete', 'complete']);
  });

  it('gives the new run its own number though it comes in one batch with the old one', async () => {
    await cohort.receives(
      adds(['x']),
      members(['a'], { session: 's', page: 1, of: 3 }),
      removes(['x']),
    );
    await cohort.receives(
      members(['b'], { session: 's', page: 2, of: 3 }),
      members(['x'], { session: 's', page: 1, of: 3 }),
    );
    expect(cohort.ids()).toEqual(['a', 'b', 'x']);
  });

  it('begins anew by a page that tells fewer pages than before', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 3 }),
      members(['b'], { session: 's', page: 2, of: 3 }),
      members(['b2'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.syncs()).toMatchObject([{ state: 'receiving', pagesReceived: 1, totalPages: 2 }]);
  });

  it('replaces any other page by its other list, and works the leaves out again', async () => {
    await cohort.receives(
      members(['gone']),
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['a', 'b']);
    await cohort.receives(members(['c', 'gone'], { session: 's', page: 2, of: 2 }));
    expect(cohort.ids()).toEqual(['a', 'c', 'gone']);
    expect(cohort.applied().at(-1)).toMatchObject({ joined: 2, left: 1 });
  });

  it('raises n by a larger total', async () => {
    await cohort.receives(
      members(['gone']),
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 3 }),
    );
    expect(cohort.ids()).toContain('gone');
    await cohort.receives(members(['c'], { session: 's', page: 3, of: 3 }));
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
  });

  it('raises n by a larger total also after the attempt was complete', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 1 }),
      members(['c'], { session: 's', page: 3, of: 3 }),
    );
    expect(cohort.syncs()).toMatchObject([{ state: 'receiving', totalPages: 3, completed: null }]);
  });

  it('raises n by a page number above it', async () => {
    await cohort.receives(
      members(['gone']),
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['c'], { session: 's', page: 3, of: 2 }),
    );
    expect(cohort.ids()).toContain('gone');
    expect(cohort.syncs()[1]).toMatchObject({ state: 'receiving', totalPages: 3 });
    await cohort.receives(members(['b'], { session: 's', page: 2, of: 2 }));
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
  });

  it('takes page numbers and totals below 1 for 1', async () => {
    await cohort.receives(
      adds(['ann'], { session: 's', page: 0, of: 0 }),
      removes([], { session: 's', page: 0, of: -3 }),
      members(['bob'], { session: 't', page: '0', of: '1' }),
    );
    expect(cohort.states()).toEqual(['complete', 'complete', 'complete']);
  });

  it('takes different lists of a session without readable page_info for different pages', async () => {
    await cohort.receives(
      adds(['ann'], { session: 's', page: null, of: 2 }),
      adds(['bob'], { session: 's', page: 'one', of: 2 }),
      adds(['ann'], { session: 's' }),
    );
    expect(cohort.outcomes()).toEqual(['applied', 'applied', 'repeat']);
    expect(cohort.syncs()).toMatchObject([{ pagesReceived: 2, totalPages: 2, state: 'complete' }]);
  });

  it('knows without a total how many pages there are once one is not full and all before it are there', async () => {
    const page = (list: string[], number: number) =>
      members(list, { session: 's', page: number, of: undefined });
    await cohort.receives(members(['gone']), page(['last'], 2));
    expect(cohort.states()).toEqual(['complete', 'receiving']);
    await cohort.receives(page(people(1000), 1));
    expect(cohort.states()).toEqual(['complete', 'complete']);
    expect(cohort.ids()).toHaveLength(1001);
    expect(cohort.ids()).not.toContain('gone');
  });

  describe('without page numbers', () => {
    const sent = (list: readonly string[], of?: number) =>
      members(list, { session: 's', page: undefined, of });

    it('lets nobody leave until no page has come for ten minutes', async () => {
      await cohort.receives(members(['a', 'gone']), sent(['a']));
      await cohort.isQuietFor(10 * MINUTE_MS - 1);
      expect(cohort.ids()).toEqual(['a', 'gone']);
      expect(cohort.states()).toEqual(['complete', 'receiving']);
      await cohort.receives(sent(['b']));
      await cohort.isQuietFor(9 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a', 'b', 'gone']);
      await cohort.isQuietFor(MINUTE_MS);
      expect(cohort.ids()).toEqual(['a', 'b']);
      expect(cohort.states()).toEqual(['complete', 'complete']);
    });

    it('lets nobody leave by one page of three that were told', async () => {
      await cohort.receives(members(['a', 'b', 'c']), sent(['a'], 3));
      await cohort.isQuietFor(60 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a', 'b', 'c']);
      expect(cohort.states()).toEqual(['complete', 'partial']);
      await cohort.receives(sent(['b'], 3), sent(['d'], 3));
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a', 'b', 'd']);
    });

    it('lets nobody leave when more lists came than were told', async () => {
      await cohort.receives(members(['gone']), sent(['a'], 2), sent(['b'], 2), sent(['c'], 2));
      await cohort.isQuietFor(60 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a', 'b', 'c', 'gone']);
    });

    it('lets nobody leave while every list is full and no total was told', async () => {
      await cohort.receives(members(['gone']), sent(people(1000)));
      await cohort.isQuietFor(60 * MINUTE_MS);
      expect(cohort.ids()).toHaveLength(1001);
    });

    it('gives the moment of quiet a number of its own, so that as-of stays exact', async () => {
      await cohort.receives(members(['a', 'gone']), sent(['a']));
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.applied().at(-1)).toMatchObject({ outcome: 'quiet', left: 1 });
      expect(cohort.ids(cohort.delivery(2))).toEqual(['a', 'gone']);
      expect(cohort.ids(cohort.delivery(3))).toEqual(['a']);
      const asOf = (timeMs: number) =>
        resolveMoment(engine.roster, cohort.reader.id, new Date(timeMs).toISOString());
      expect(cohort.ids(asOf(cohort.nowMs - 1))).toEqual(['a', 'gone']);
      expect(cohort.ids(asOf(cohort.nowMs))).toEqual(['a']);
    });

    it('takes who left then for who left in the sync before it, and not for another one', async () => {
      await cohort.receives(members(['a', 'gone']), sent(['a']));
      const { lastSyncAtMs } = cohort.reader.summary();
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.reader.summary().lastSyncAtMs).toBe(lastSyncAtMs);
      expect(listRounds(engine.roster, cohort.reader.id, 10)).toHaveLength(1);
    });

    it('works the leaves out again after a page that came late', async () => {
      await cohort.receives(members(['a', 'b', 'gone']), sent(['a']));
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a']);
      await cohort.receives(sent(['b']));
      expect(cohort.ids()).toEqual(['a', 'b']);
      expect(cohort.states()).toEqual(['complete', 'receiving']);
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a', 'b']);
      expect(cohort.states()).toEqual(['complete', 'complete']);
    });

    it('settles at the start what became quiet while nobody was here', async () => {
      await cohort.receives(members(['a', 'gone']), sent(['a']));
      await engine.reopen();
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a']);
    });

    it('is not kept waiting by a session of the same id in another project', async () => {
      await cohort.receives(members(['a', 'gone']), sent(['a']));
      await cohort.receives({ ...sent(['x']), with: { mixpanel_project_id: 'another' } });
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['a']);
    });

    it('takes a list for the same one whatever a repeated name said first', async () => {
      const entry = (json: string) => ({ ...sent([]), list: [{ json }] });
      await cohort.receives(
        entry('{"mixpanel_distinct_id":"a"}'),
        entry('{"mixpanel_distinct_id":"b","mixpanel_distinct_id":"a"}'),
      );
      expect(cohort.outcomes()).toEqual(['applied', 'repeat']);
    });

    it('changes nothing once a newer full sync is complete', async () => {
      await cohort.receives(sent(['a']), members(['b', 'c'], { session: 'newer' }));
      await cohort.isQuietFor(10 * MINUTE_MS);
      expect(cohort.ids()).toEqual(['b', 'c']);
      expect(cohort.states()).toEqual(['superseded', 'complete']);
    });
  });
});

describe('rule 5: deltas', () => {
  it('add_members lets a stay begin', async () => {
    await cohort.receives(members([]), adds(['ann']));
    expect(cohort.reader.members().get('ann')?.joined).toBe(cohort.delivery(2));
  });

  it('add_members lets a stay go on, and merges the properties sent over the known ones', async () => {
    await cohort.receives(
      members([person('ann', { email: 'a@x', plan: 'free', cart: { a: 1 } })]),
      adds([person('ann', { plan: 'paid', cart: { b: 2 }, first_name: 'Ann' })]),
    );
    expect(cohort.properties('ann')).toEqual({
      email: '"a@x"',
      plan: '"paid"',
      cart: '{"b":{"number":"2"}}',
      first_name: '"Ann"',
    });
    expect(cohort.reader.members().get('ann')?.joined).toBe(cohort.delivery(1));
  });

  it('add_members replaces a value also by null, by nothing and by another type', async () => {
    await cohort.receives(
      members([person('ann', { email: 'a@x', first_name: 'Ann', last_name: 'Lee', plan: 'free' })]),
      adds([person('ann', { email: null, first_name: '', last_name: 5, plan: null })]),
    );
    expect(cohort.properties('ann')).toEqual({
      email: 'null',
      first_name: '""',
      last_name: '{"number":"5"}',
      plan: 'null',
    });
    await cohort.receives(adds([person('ann', { email: 'b@x', last_name: 'Ek' })]));
    expect(cohort.properties('ann')).toMatchObject({ email: '"b@x"', last_name: '"Ek"' });
  });

  it('a members page replaces them all', async () => {
    await cohort.receives(
      adds([person('ann', { email: 'a@x', plan: 'free' })]),
      members([person('ann', { plan: 'paid' })]),
    );
    expect(cohort.properties('ann')).toEqual({ plan: '"paid"' });
  });

  it('remove_members ends the open stay; properties on it stay in the delivery', async () => {
    await cohort.receives(
      members([person('ann', { plan: 'free' })]),
      removes([person('ann', { plan: 'gone' })]),
    );
    const since = cohort.delivery(1);
    const left = cohort.reader.people({ what: 'left', since, at: cohort.delivery(2) });
    expect(left.get('ann')?.properties).toEqual(new Map([['plan', '"free"']]));
    expect(cohort.ids()).toEqual([]);
  });

  it('remove_members counts people it does not know and does not create them', async () => {
    await cohort.receives(removes(['ann', 'bob', 'ann']), adds(['ann']));
    expect(cohort.applied()).toMatchObject([{ unknown: 2, left: 0 }, { joined: 1 }]);
    expect(cohort.ids()).toEqual(['ann']);
  });

  it('takes deltas for a cohort never seen before, whose start is not known', async () => {
    await cohort.receives(removes(['zoe'], { session: 's' }), adds(['ann'], { session: 't' }));
    expect(cohort.reader.summary()).toMatchObject({ baseline: 'unknown', members: 1 });
  });

  it('knows the start once a members sync is complete', async () => {
    await cohort.receives(adds(['ann']), members(['ann'], { session: 's', page: 1, of: 2 }));
    expect(cohort.reader.summary().baseline).not.toBe('known');
    await cohort.receives(members(['bob'], { session: 's', page: 2, of: 2 }));
    expect(cohort.reader.summary().baseline).toBe('known');
  });

  it('assumes the start from a complete add_members session heard first', async () => {
    await cohort.receives(adds(['ann'], { session: 's', page: 1, of: 2 }));
    expect(cohort.reader.summary().baseline).toBe('unknown');
    await cohort.receives(adds(['bob'], { session: 's', page: 2, of: 2 }));
    expect(cohort.reader.summary().baseline).toBe('assumed');
  });

  it('also when the other half of the session completed it, or came first', async () => {
    await cohort.receives(
      adds(['ann'], { session: 's', page: 1, of: 2 }),
      removes([], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.reader.summary().baseline).toBe('assumed');
    const other = new TestCohort(engine);
    await other.receives(removes([], { session: 's' }), adds(['ann'], { session: 's' }));
    expect(other.reader.summary().baseline).toBe('assumed');
  });

  it('assumes nothing from an empty list', async () => {
    await cohort.receives(adds([], { session: 's' }), removes([], { session: 's' }));
    expect(cohort.reader.summary().baseline).toBe('unknown');
    await cohort.receives(adds(['ann'], { session: 't' }));
    expect(cohort.reader.summary().baseline).toBe('unknown');
  });

  it('takes the assumption back when the other half of the session removes anybody', async () => {
    await cohort.receives(adds(['ann'], { session: 's' }));
    expect(cohort.reader.summary().baseline).toBe('assumed');
    await cohort.receives(removes(['bob'], { session: 's' }));
    expect(cohort.reader.summary().baseline).toBe('unknown');
    await cohort.receives(adds(['cat'], { session: 's', page: 2, of: 2 }));
    expect(cohort.reader.summary().baseline).toBe('unknown');
  });

  it('does not assume it either when the removals came first', async () => {
    await cohort.receives(removes(['bob'], { session: 's' }), adds(['ann'], { session: 's' }));
    expect(cohort.reader.summary().baseline).toBe('unknown');
  });

  it('takes an empty list for a heartbeat', async () => {
    await cohort.receives(members(['ann'], { session: 's' }));
    const before = cohort.reader.summary().lastSyncAtMs ?? 0;
    await cohort.receives(adds([], { session: 't' }), removes([], { session: 't' }));
    expect(cohort.ids()).toEqual(['ann']);
    expect(cohort.applied().slice(1)).toMatchObject([
      { outcome: 'applied', joined: 0, left: 0 },
      { outcome: 'applied', joined: 0, left: 0 },
    ]);
    expect(cohort.reader.summary().lastSyncAtMs).toBeGreaterThan(before);
  });

  it('is complete when its pages are all there for one action', async () => {
    await cohort.receives(
      adds(['a'], { session: 's', page: 1, of: 2 }),
      removes(['b'], { session: 's', page: 1, of: 1 }),
    );
    expect(cohort.states()).toEqual(['receiving', 'complete']);
    await cohort.receives(adds(['c'], { session: 's', page: 2, of: 2 }));
    expect(cohort.states()).toEqual(['complete', 'complete']);
  });

  it('or over both actions together', async () => {
    await cohort.receives(
      adds(['a'], { session: 's', page: 1, of: 3 }),
      removes(['b'], { session: 's', page: 3, of: 3 }),
    );
    expect(cohort.states()).toEqual(['receiving', 'receiving']);
    await cohort.receives(adds(['c'], { session: 's', page: 2, of: 3 }));
    expect(cohort.states()).toEqual(['complete', 'complete']);
    await cohort.receives(
      removes(['d'], { session: 's', page: 4, of: 4 }),
      removes(['e'], { session: 's', page: 3, of: 5 }),
    );
    expect(cohort.states()).toEqual(['receiving', 'receiving']);
  });

  it('lets a new stay start with the properties sent then', async () => {
    await cohort.receives(
      members([person('ann', { plan: 'free', email: 'a@x' })]),
      removes(['ann']),
      adds([person('ann', { age: 41 })]),
    );
    expect(cohort.properties('ann')).toEqual({ age: '{"number":"41"}' });
    expect(cohort.properties('ann', cohort.delivery(1))).toMatchObject({ plan: '"free"' });
  });
});

describe('rule 6: partial', () => {
  it('says so after ten minutes without a page, and only then', async () => {
    await cohort.receives(members(['ann']), members(['bob'], { session: 's', page: 1, of: 2 }));
    const tenMinutesOn = cohort.nowMs + 10 * MINUTE_MS;
    expect(cohort.states(tenMinutesOn)).toEqual(['complete', 'receiving']);
    expect(cohort.reader.summary(tenMinutesOn).state).toBe('receiving');
    expect(cohort.states(tenMinutesOn + 1)).toEqual(['complete', 'partial']);
    expect(cohort.reader.summary(tenMinutesOn + 1).state).toBe('partial');
  });

  it('makes nobody leave; late pages still complete it', async () => {
    await cohort.receives(members(['ann']), members(['bob'], { session: 's', page: 1, of: 2 }));
    const lateMs = cohort.nowMs + 60 * MINUTE_MS;
    expect(cohort.ids()).toEqual(['ann', 'bob']);
    await cohort.receives(members(['cat'], { session: 's', page: 2, of: 2, atMs: lateMs }));
    expect(cohort.ids()).toEqual(['bob', 'cat']);
    expect(cohort.states(lateMs + 60 * MINUTE_MS)).toEqual(['complete', 'complete']);
  });
});

describe('rule 7: counts and order', () => {
  it('counts who is in, however often they were told to join or leave', async () => {
    await cohort.receives(adds(['ann', 'bob']), adds(['ann']), removes(['bob']), removes(['bob']));
    expect(cohort.reader.summary().members).toBe(1);
  });

  it('goes by the order of arrival, also when the clock is set back', async () => {
    const noonMs = Date.UTC(2026, 7, 1, 12);
    await cohort.receives(
      adds([person('ann', { plan: 'old' })], { atMs: noonMs }),
      adds([person('ann', { plan: 'new' })], { atMs: noonMs - 60 * MINUTE_MS }),
    );
    expect(cohort.properties('ann')).toEqual({ plan: '"new"' });
  });

  it('takes as of a sync for after its completing delivery, else after its last one', async () => {
    await cohort.receives(
      members(['a'], { session: 'full', page: 1, of: 2 }),
      adds(['x'], { session: 'x' }),
      members(['b'], { session: 'full', page: 2, of: 2 }),
      removes(['a'], { session: 'later', page: 1, of: 2 }),
      members(['b'], { session: 'full', page: 2, of: 2 }),
    );
    const momentOf = (asOf: string) => resolveMoment(engine.roster, cohort.reader.id, asOf);
    expect(momentOf('full')).toBe(cohort.delivery(3));
    expect(momentOf(String(cohort.syncs()[0]?.id))).toBe(cohort.delivery(3));
    expect(momentOf('later')).toBe(cohort.delivery(4));
    expect(cohort.ids(momentOf('full'))).toEqual(['a', 'b', 'x']);
    expect(cohort.ids(momentOf('later'))).toEqual(['b', 'x']);
  });

  it('takes as of a time for after the last delivery received by then', async () => {
    // A year of its own: the other cohorts of this file share the folder.
    const at = (minutes: number) => Date.UTC(2027, 0, 1, 12, minutes);
    await cohort.receives(
      adds(['a'], { atMs: at(0) }),
      adds(['b'], { atMs: at(10) }),
      adds(['c'], { atMs: at(5) }),
    );
    const idsAt = (minutes: number) => {
      const iso = new Date(at(minutes)).toISOString();
      return cohort.ids(resolveMoment(engine.roster, cohort.reader.id, iso));
    };
    expect(idsAt(-1)).toEqual([]);
    expect(idsAt(0)).toEqual(['a']);
    expect(idsAt(4)).toEqual(['a']);
    expect(idsAt(5)).toEqual(['a', 'b', 'c']);
    expect(idsAt(10)).toEqual(['a', 'b', 'c']);
  });
});

describe('rule 9: a delta that failed', () => {
  it('keeps its cohort from being whole until it is applied again', async () => {
    const lost = adds(['lost'], { session: 's' });
    const [full, failed] = [members(['a']), lost].map((sent) => cohort.post(sent));
    if (full === undefined || failed === undefined) throw new Error('Not sent.');
    const { numbers, mend } = await keepPoisoned(engine, [full, failed], [failed]);
    await cohort.receives(adds(['b'], { session: 't' }), adds([], { session: 'u' }));
    expect(cohort.reader.summary().state).toBe('failed');
    mend();
    await engine.applyAgain(numbers[0] ?? 0);
    expect(cohort.reader.summary().state).toBe('complete');
    expect(cohort.ids()).toEqual(['a', 'b', 'lost']);
  });

  it('or until a full sync is complete that began after it', async () => {
    await cohort.receives(
      members(['a'], { session: '1' }),
      members(['a'], { session: '2', page: 1, of: 2 }),
    );
    const failed = cohort.post(adds(['lost'], { session: 's' }));
    await keepPoisoned(engine, [failed], [failed]);
    await cohort.receives(members(['b'], { session: '2', page: 2, of: 2 }));
    expect(cohort.reader.summary().state).toBe('failed');
    await cohort.receives(members(['a', 'b', 'lost'], { session: '3' }));
    expect(cohort.reader.summary().state).toBe('complete');
  });
});

describe('rule 9: what can not be applied', () => {
  it('sets a page aside that can not be read, and applies the rest', async () => {
    const page = (list: string[], n: number) =>
      cohort.post(adds(list, { session: 's', page: n, of: 3 }));
    const [one, two, three] = [page(['a'], 1), page(['b'], 2), page(['c'], 3)];
    await keepPoisoned(engine, [one, two, three], [two]);
    expect(cohort.outcomes()).toEqual(['applied', 'failed', 'applied']);
    expect(cohort.ids()).toEqual(['a', 'c']);
    expect(cohort.alerts()).toEqual(['delivery-failed 2']);
  });

  it('never completes a sync without the page that failed: nobody leaves', async () => {
    await cohort.receives(members(['gone']));
    const one = cohort.post(members(['a'], { session: 's', page: 1, of: 2 }));
    const two = cohort.post(members(['b'], { session: 's', page: 2, of: 2 }));
    await keepPoisoned(engine, [one, two], [one]);
    expect(cohort.ids()).toEqual(['b', 'gone']);
    expect(cohort.syncs()[1]).toMatchObject({ state: 'failed', failedPages: 1, pagesReceived: 1 });
    expect(cohort.reader.summary().state).toBe('failed');
  });

  it('nor one without page numbers', async () => {
    const page = (list: string[]) => members(list, { session: 's', ...NO_PAGE_INFO });
    await cohort.receives(members(['gone']));
    const one = cohort.post(page(['a']));
    const two = cohort.post(page(['b']));
    await keepPoisoned(engine, [one, two], [one]);
    await engine.reopen();
    await cohort.receives(page(['c']));
    await cohort.isQuietFor(10 * MINUTE_MS);
    expect(cohort.ids()).toEqual(['b', 'c', 'gone']);
    expect(cohort.states()).toEqual(['complete', 'failed']);
  });

  it('does not mix a restart whose first page failed with the run before', async () => {
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
    );
    const one = cohort.post(members(['b'], { session: 's', page: 1, of: 2 }));
    const two = cohort.post(members(['c'], { session: 's', page: 2, of: 2 }));
    await keepPoisoned(engine, [one, two], [one]);
    expect(cohort.ids()).toEqual(['a', 'b', 'c']);
    expect(cohort.states()).toEqual(['failed']);
  });

  it('completes the sync when it is sent once more from the top', async () => {
    const one = cohort.post(members(['a'], { session: 's', page: 1, of: 2 }));
    const two = cohort.post(members(['b'], { session: 's', page: 2, of: 2 }));
    await keepPoisoned(engine, [one, two], [two]);
    await cohort.receives(
      members(['a'], { session: 's', page: 1, of: 2 }),
      members(['b'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.ids()).toEqual(['a', 'b']);
    expect(cohort.states()).toEqual(['complete']);
  });

  it('lets a later sync go on as if nothing had happened', async () => {
    const spoiled = cohort.post(members(['a'], { session: 's' }));
    await keepPoisoned(engine, [spoiled], [spoiled]);
    await cohort.receives(members(['b'], { session: 't' }));
    expect(cohort.ids()).toEqual(['b']);
    expect(cohort.reader.summary().state).toBe('complete');
  });

  it('sets a delivery aside that no longer says what it is about, and goes on', async () => {
    const [one, two, three] = [adds(['a']), adds(['b']), adds(['c'])].map((sent) =>
      cohort.post(sent),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error('Not sent.');
    const before = engine.mark();
    await keepUnreadable(engine, [one, two, three], two);
    expect(cohort.ids()).toEqual(['a', 'c']);
    expect(engine.mark()).toBe(before + 3);
    const { inboxPath, rosterPath } = engine.folder;
    const alerts = readStatus(inboxPath, rosterPath, cohort.nowMs).alerts;
    expect(alerts).toContainEqual({ kind: 'delivery-failed', delivery: before + 2 });
    await cohort.receives(adds(['d']));
    expect(cohort.ids()).toEqual(['a', 'c', 'd']);
  });

  it('retries a batch page by page, so that one page alone is set aside', async () => {
    await refuseToWrite(engine, 'refused');
    const lists = [['a'], ['b', 'refused'], ['c']];
    await cohort.receives(
      ...lists.map((list, i) => members(list, { session: 's', page: i + 1, of: 3 })),
    );
    expect(cohort.outcomes()).toEqual(['applied', 'failed', 'applied']);
    expect(cohort.ids()).toEqual(['a', 'c']);
  });

  it('applies a full sync that removes more than half of a cohort, and alarms', async () => {
    await cohort.receives(members(['a', 'b', 'c', 'd']), members(['a', 'b']), members(['a']));
    expect(cohort.alerts()).toEqual([]);
    await cohort.receives(members(['a', 'b', 'c']), members(['a']));
    expect(cohort.ids()).toEqual(['a']);
    expect(cohort.alerts()).toEqual(['full-sync-removed-most 5']);
  });

  it('alarms also when as many others came instead', async () => {
    await cohort.receives(members(['a', 'b', 'c']), members(['x', 'y', 'z', 'a']));
    expect(cohort.alerts()).toEqual(['full-sync-removed-most 2']);
  });

  it('does not take the alarm back when a page is replaced', async () => {
    await cohort.receives(
      members(['a', 'b', 'c']),
      members(['a'], { session: 's', page: 1, of: 2 }),
      members([], { session: 's', page: 2, of: 2 }),
      members(['x'], { session: 's', page: 2, of: 2 }),
    );
    expect(cohort.alerts()).toEqual(['full-sync-removed-most 4']);
  });
});
