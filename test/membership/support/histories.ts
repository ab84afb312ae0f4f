import fc from 'fast-check';
import type { Happening, Post } from './naive-model.ts';

/** One POST of a random history; texts are JSON texts as they stand in the body. */
export interface Delivery {
  readonly cohort: CohortChoice;
  readonly action: string;
  /** undefined: the delivery is a session of its own. */
  readonly session: string | undefined;
  readonly page: string | undefined;
  readonly total: string | undefined;
  readonly name: string | undefined;
  readonly list: readonly string[];
  readonly isAtTop: boolean;
  /** Minutes that the clock seems to have moved since the delivery before. */
  readonly minutes: number;
}

/** Somebody looks, so many minutes later, whether sessions are quiet. */
export interface LookStep {
  readonly looksAfter: number;
}

/** Deliveries of a few cohorts in the order of their arrival, and looks. */
export type History = readonly (Delivery | LookStep)[];

/** A cohort, one of which no project is known, and the first one's id without its project and with another one. */
type CohortChoice = 0 | 1 | 2 | 3;
const PROJECTS = ['"p"', undefined, undefined, '"q"'] as const;

const { constantFrom, integer, oneof, record, tuple } = fc;
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: 3 });

const ids = ['a', 'b', 'c', 'd', 'A', '5', 'é', 'e\u0000f', 'e\u0000g'] as const;
const id = constantFrom(...ids);

const VALUES: Readonly<Record<string, readonly string[]>> = {
  email: ['"a@example.com"', '"b@example.com"', '""', 'null', '7'],
  first_name: ['"Ann"', '"山田"', 'false'],
  phone_number: ['"080"', '80'],
  plan: ['"free"', '"paid"', '""', 'null', '"2026-08-01T09:00:00"'],
  age: ['1', '1.0', '1e2', '12345678901234567890', '-0', '"1"'],
  tags: ['[]', '["a","b"]', '[1,{"a":null}]'],
  cart: ['{}', '{"sku":"x","qty":2}', '[{"sku":"x"}]', 'true'],
  'what? "quoted" 名前': ['"1,\\n2"', '"\\u0041"'],
  __proto__: ['1', '{"a":1}'],
};

const property = constantFrom(...Object.keys(VALUES), '__proto__').chain((name) =>
  constantFrom(...(VALUES[name] ?? ['1'])).map((value) => `${JSON.stringify(name)}:${value}`),
);
/** Mostly few, so that somebody is often told of twice in the same words. Names may repeat: the last one counts. */
const properties = oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) },
  { weight: 3, arbitrary: constantFrom(['"plan":"free"'], ['"plan":"paid"']) },
  { weight: 2, arbitrary: fc.array(property, { maxLength: 3 }) },
);

/** Mostly as documented, sometimes under another name, as a number, or beside a value that is no id. */
const identity = oneof(
  { weight: 12, arbitrary: id.map((text) => `"mixpanel_distinct_id":${JSON.stringify(text)}`) },
  { weight: 1, arbitrary: fc.constant('"mixpanel_distinct_id":5') },
  {
    weight: 1,
    arbitrary: tuple(constantFrom('null', '""', '{}', 'true'), id).map(
      ([none, text]) => `"mixpanel_distinct_id":${none},"$distinct_id":${JSON.stringify(text)}`,
    ),
  },
  { weight: 1, arbitrary: id.map((text) => `"distinct_id":${JSON.stringify(text)}`) },
  {
    weight: 1,
    arbitrary: tuple(constantFrom('mixpanel_distinct_id', '$distinct_id'), id, id).map(
      ([name, first, last]) =>
        `"${name}":${JSON.stringify(first)},"${name}":${JSON.stringify(last)}`,
    ),
  },
);
const identified = tuple(identity, properties, fc.boolean()).map(
  ([own, others, isLast]) => `{${(isLast ? [...others, own] : [own, ...others]).join()}}`,
);
const unidentified = constantFrom('null', '7', '"a"', '[]', '{}', '{"email":"a@example.com"}');
const entry = oneof({ weight: 20, arbitrary: identified }, { weight: 1, arbitrary: unidentified });
const list = fc.array(entry, { maxLength: 4 });

/** A page number or a total, as a number or as a string. */
const written = (value: number): fc.Arbitrary<string> =>
  oneof(
    { weight: 4, arbitrary: fc.constant(`${value}`) },
    { weight: 1, arbitrary: fc.constant(`"${value}"`) },
  );

const sessions = ['"s1"', '"s2"', '"s3"', '7', '"7"'] as const;
const around = record({
  name: maybe(constantFrom('"Power users"', '"Renamed"', '""')),
  isAtTop: integer({ min: 0, max: 9 }).map((n) => n === 9),
  minutes: oneof(
    { weight: 6, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: integer({ min: -20, max: 20 }) },
  ),
});

interface Sent {
  readonly page: number;
  readonly version: 0 | 1 | 2;
  readonly totalOff: number;
  readonly half: 0 | 1;
}

/** Which page is sent next: mostly the sync's own lists and total, sometimes the other version or a wrong total. */
const sent = record({
  page: integer({ min: 1, max: 3 }),
  version: constantFrom<Sent['version'][]>(0, 0, 1, 2),
  totalOff: oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: constantFrom(-1, 1) },
  ),
  half: constantFrom<0 | 1>(0, 1),
});

/** From the top, one page after the other. */
const wholeRun = (pages: number, version: Sent['version']): Sent[] =>
  Array.from({ length: pages }, (_, i) => ({
    page: i + 1,
    version,
    totalOff: 0,
    half: i === 0 ? 0 : 1,
  }));

/**
 * What one session sends: its pages in order, repeated, lost, changed, restarted, mixed up. A page of a delta session
 * is of either half; its number may count over both.
 */
const strand = record({
  cohort: constantFrom<CohortChoice[]>(0, 0, 0, 0, 0, 1, 2, 3),
  kind: constantFrom('members', 'members', 'members', 'deltas', 'add_members', 'remove_members'),
  session: fc.option(constantFrom(...sessions), { nil: undefined, freq: 12 }),
  pages: integer({ min: 1, max: 3 }),
  lists: fc.array(list, { minLength: 9, maxLength: 9 }),
  isNumbered: integer({ min: 0, max: 4 }).map((n) => n > 0),
  tellsTotal: integer({ min: 0, max: 4 }).map((n) => n > 0),
  startsWhole: fc.boolean(),
  script: fc.array(
    oneof(
      sent.map((one) => [one]),
      constantFrom(0, 1, 2),
    ),
    { maxLength: 7 },
  ),
  texts: fc.array(around, { minLength: 1, maxLength: 4 }),
}).chain((plan) => {
  const { pages, startsWhole } = plan;
  const steps = plan.script.flatMap((step) =>
    typeof step === 'number' ? wholeRun(pages, step) : step,
  );
  const all: Sent[] = [...(startsWhole ? wholeRun(pages, 0) : []), ...steps].slice(0, 12);
  return tuple(...all.map((one, i) => deliveryOf(plan, one, i)));
});

interface Plan {
  readonly cohort: CohortChoice;
  readonly kind: string;
  readonly session: string | undefined;
  readonly pages: number;
  readonly lists: readonly (readonly string[])[];
  readonly isNumbered: boolean;
  readonly tellsTotal: boolean;
  readonly texts: readonly Pick<Delivery, 'name' | 'isAtTop' | 'minutes'>[];
}

function deliveryOf(plan: Plan, one: Sent, i: number): fc.Arbitrary<Delivery> {
  const page = Math.min(one.page, plan.pages);
  const action =
    plan.kind === 'deltas' ? (['add_members', 'remove_members'][one.half] ?? '') : plan.kind;
  const total = plan.pages + one.totalOff;
  const texts = plan.texts[i % plan.texts.length] ?? {
    name: undefined,
    isAtTop: false,
    minutes: 1,
  };
  return record({
    cohort: fc.constant(plan.cohort),
    action: fc.constant(action),
    session: fc.constant(plan.session),
    page: plan.isNumbered ? written(page) : fc.constant(undefined),
    total: plan.tellsTotal ? written(total) : fc.constant(undefined),
    name: fc.constant(texts.name),
    list: fc.constant(plan.lists[(page - 1) * 3 + one.version] ?? []),
    isAtTop: fc.constant(texts.isAtTop),
    minutes: fc.constant(texts.minutes),
  });
}

/** Anything at all, out of few sessions, pages and lists. */
const stray = tuple(
  around,
  record({
    cohort: constantFrom<CohortChoice[]>(0, 0, 0, 1, 2, 3),
    action: constantFrom('members', 'add_members', 'remove_members'),
    session: maybe(constantFrom(...sessions)),
    page: oneof(
      { weight: 8, arbitrary: integer({ min: 0, max: 4 }).chain(written) },
      { weight: 1, arbitrary: constantFrom(undefined, 'null', '"two"') },
    ),
    total: oneof(
      { weight: 8, arbitrary: integer({ min: 0, max: 4 }).chain(written) },
      { weight: 1, arbitrary: constantFrom(undefined, '1.5', '""') },
    ),
    list,
  }),
).map(([texts, own]): Delivery => ({ ...texts, ...own }));

/** Mostly long enough for a session to be quiet. */
const look = oneof(
  { weight: 3, arbitrary: fc.constant(10) },
  { weight: 1, arbitrary: constantFrom(3, 30) },
).map((looksAfter): History => [{ looksAfter }]);

export const histories: fc.Arbitrary<History> = tuple(
  fc.array(
    oneof(
      { weight: 6, arbitrary: strand.map((sent): History => sent) },
      { weight: 2, arbitrary: stray.map((one): History => [one]) },
      { weight: 3, arbitrary: look },
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  fc.array(integer({ min: 0, max: 5 }), { maxLength: 30 }),
).map(([strands, picks]) => interleave(strands, picks));

/** Sessions take turns as `picks` say; each keeps its own order. */
function interleave<T>(strands: readonly (readonly T[])[], picks: readonly number[]): T[] {
  const left = strands.map((strand) => [...strand]).filter((strand) => strand.length > 0);
  const merged: T[] = [];
  for (let i = 0; left.length > 0; i += 1) {
    const at = (picks[i % Math.max(1, picks.length)] ?? 0) % left.length;
    const next = left[at]?.shift();
    if (next !== undefined) merged.push(next);
    if (left[at]?.length === 0) left.splice(at, 1);
  }
  return merged;
}

const START_MS = Date.UTC(2026, 7, 1, 9);

/** What happens in a history of cohorts of these ids; every POST and every look has a time of its own. */
export function toHappenings(history: History, cohortIds: readonly [string, string]): Happening[] {
  let minutes = 0;
  return history.map((step, i) => {
    minutes += 'looksAfter' in step ? step.looksAfter : step.minutes;
    const atMs = START_MS + minutes * 60_000 + i;
    return 'looksAfter' in step ? { atMs } : { body: toBody(step, cohortIds), receivedAtMs: atMs };
  });
}

/** The POSTs alone. */
export function toPosts(history: History, cohortIds: readonly [string, string]): Post[] {
  return toHappenings(history, cohortIds).flatMap((one) => ('body' in one ? [one] : []));
}

function toBody(delivery: Delivery, cohortIds: readonly [string, string]): string {
  const { action, session, page, total, name, list: entries, isAtTop } = delivery;
  const parameters = objectText({
    mixpanel_project_id: PROJECTS[delivery.cohort],
    mixpanel_cohort_id: JSON.stringify(cohortIds[delivery.cohort === 1 ? 1 : 0]),
    mixpanel_cohort_name: name,
    mixpanel_session_id: session,
    page_info:
      page === undefined && total === undefined
        ? undefined
        : objectText({ page_count: page, total_pages: total }),
    members: isAtTop ? undefined : `[${entries.join()}]`,
  });
  return objectText({
    action: `"${action}"`,
    parameters,
    members: isAtTop ? `[${entries.join()}]` : undefined,
  });
}

function objectText(fields: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(fields).filter(([, text]) => text !== undefined);
  return `{${present.map(([name, text]) => `"${name}":${text}`).join()}}`;
}

/** One line a delivery, as a person would tell it. */
export function tell(history: History): string {
  return history
    .map((step, i) => {
      if ('looksAfter' in step) return `${i + 1}. somebody looks after ${step.looksAfter} min`;
      const { cohort, action, session, page, total, name, list: entries, minutes } = step;
      const place =
        page === undefined && total === undefined ? 'no page_info' : `page ${page} of ${total}`;
      const rest = [
        name === undefined ? '' : ` name ${name}`,
        minutes === 1 ? '' : ` ${minutes} min`,
      ];
      return `${i + 1}. cohort ${cohort} ${session ?? 'no session'} ${action} ${place}: [${entries.join()}]${rest.join('')}`;
    })
    .join('\n');
}
