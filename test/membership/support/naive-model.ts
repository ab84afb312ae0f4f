/*
 * The membership rules once more, all in this one long file so that they can be read beside the text: as naively as
 * possible, plain Maps, one delivery after the other. It shares no code with main/, so that the property tests can hold
 * the store against it.
 */
import { isObject, numberText, type Properties, readJson, toProperties } from './read-json.ts';

/** One POST, as it was received. */
export interface Post {
  readonly body: string;
  readonly receivedAtMs: number;
}

/** Somebody looks whether no page of a session has come for ten minutes. */
export interface Look {
  readonly atMs: number;
}

export type Happening = Post | Look;

export interface ModelMember {
  /** The delivery at which the stay began. */
  readonly joined: number;
  readonly properties: Properties;
}

export type Membership = ReadonlyMap<string, ModelMember>;

export interface ModelReport {
  readonly delivery: number;
  readonly outcome: 'applied' | 'repeat' | 'superseded' | 'failed' | 'quiet';
  readonly entries: number;
  readonly unidentified: number;
  joined: number;
  left: number;
  unknown: number;
}

export interface ModelSync {
  readonly sessionId: string | null;
  readonly action: string;
  readonly state: 'receiving' | 'complete' | 'partial' | 'superseded' | 'failed';
  readonly pagesReceived: number;
  readonly totalPages: number;
  readonly inSinceBefore: number;
  readonly joined: number;
  readonly left: number;
  readonly unknown: number;
  readonly unidentified: number;
  readonly removedMost: boolean;
  /** People a full sync did not name and who stay in all the same. */
  readonly withheld: number;
  readonly firstDelivery: number;
  readonly lastDelivery: number;
  readonly completed: number | null;
}

interface Envelope {
  readonly action: string;
  readonly projectId: string;
  readonly cohortId: string;
  readonly name: string | null;
  readonly sessionId: string | null;
  readonly page: number | null;
  readonly total: number | null;
  readonly entries: readonly unknown[];
}

interface Page {
  readonly list: string;
  readonly number: number | null;
  readonly names: ReadonlySet<string>;
  readonly entries: number;
  readonly unidentified: number;
}

/** One run of a session's pages from the top. */
interface Attempt {
  /** Number of its first delivery: the evidence number of a full sync's facts. */
  readonly number: number;
  /** The largest total_pages told in it; 0 for none. */
  told: number;
  isQuiet: boolean;
  readonly current: Map<string, Page>;
}

/** What the last word on a person was. */
interface Person {
  evidence: number;
  stay: ModelMember | null;
}

class Sync {
  readonly sessionId: string | null;
  readonly action: string;
  attempt: Attempt | null = null;
  completed: number | null = null;
  removedMost = false;
  withheld = 0;
  hasFailed = false;
  /** Pages that failed and did not come well since. */
  readonly failed = new Set<string>();
  /** Every list that counted, in any attempt: page and list. */
  readonly everCounted = new Set<string>();
  readonly reports: ModelReport[] = [];

  constructor(sessionId: string | null, action: string) {
    this.sessionId = sessionId;
    this.action = action;
  }

  isComplete(other: Sync | undefined): boolean {
    if (!this.isWholeOnceQuiet(other)) return false;
    return this.isNumbered() || this.action !== 'members' || this.attempt?.isQuiet === true;
  }

  isWholeOnceQuiet(other: Sync | undefined): boolean {
    const pages = this.pages();
    if (this.failed.size > 0 || pages.length === 0) return false;
    const told = this.attempt?.told ?? 0;
    if (this.isNumbered()) {
      if (isOneToLast(this.numbers(), told, pages)) return true;
      const both = [...pages, ...(other?.pages() ?? [])];
      const otherTold = other?.attempt?.told ?? 0;
      const numbers = this.numbers().union(other?.numbers() ?? new Set<number>());
      return isOneToLast(numbers, Math.max(told, otherTold), both);
    }
    const highest = Math.max(0, ...this.numbers());
    if (told === 0) return pages.some(isNotFull) && pages.length >= highest;
    const all = Math.max(told, highest);
    return pages.length === all || pages.length + (other?.pages().length ?? 0) === all;
  }

  pages(): Page[] {
    return [...(this.attempt?.current.values() ?? [])];
  }

  isNumbered(): boolean {
    return this.pages().every(({ number }) => number !== null);
  }

  numbers(): Set<number> {
    return new Set(this.pages().flatMap(({ number }) => (number === null ? [] : [number])));
  }

  totalPages(): number {
    return Math.max(1, this.attempt?.told ?? 0, ...this.numbers());
  }

  named(): number {
    return this.pages().reduce((sum, { entries, unidentified }) => sum + entries - unidentified, 0);
  }

  unidentified(): number {
    return this.pages().reduce((sum, { unidentified }) => sum + unidentified, 0);
  }

  /** Deliveries of its pages. */
  deliveries(): number[] {
    return this.reports.flatMap(({ outcome, delivery }) => (outcome === 'quiet' ? [] : [delivery]));
  }
}

export class ModelCohort {
  /** Changes from "" once the project is heard. */
  projectId: string;
  readonly cohortId: string;
  name: string | null = null;
  baseline: 'known' | 'assumed' | 'unknown' = 'unknown';
  readonly reports: ModelReport[] = [];
  /** Who was in after each delivery of the history, of whatever cohort; before the first one nobody was. */
  readonly after: Membership[];
  readonly #people = new Map<string, Person>();
  readonly #syncs: Sync[] = [];
  #newestComplete = 0;
  /** Entries without an id in each complete attempt, by its number. */
  readonly #unidentifiedIn = new Map<number, number>();
  /** Delivery that completed the first full sync. */
  #baselineAt: number | null = null;
  /** The session whose add_members half is taken for everybody. */
  #assumed: Sync | null = null;
  /** The sync and the attempt that each delivery with new people belonged to. */
  readonly #begunIn = new Map<number, { readonly sync: Sync; readonly attempt: number }>();

  constructor(projectId: string, cohortId: string, deliveriesBefore: number) {
    this.projectId = projectId;
    this.cohortId = cohortId;
    this.after = Array.from({ length: deliveriesBefore + 1 }, () => new Map());
  }

  receive(delivery: number, envelope: Envelope): void {
    const { action, sessionId, entries } = envelope;
    const sync = this.#openSync(sessionId, action);
    const people = identified(entries);
    const unidentified = entries.filter((entry) => idOf(entry) === null).length;
    const isUseless = entries.length > 0 && unidentified === entries.length;
    const outcome = isUseless
      ? this.#fail(sync, delivery, envelope)
      : this.#count(sync, delivery, envelope, people, unidentified);
    const report = this.#report(sync, delivery, outcome, entries.length, unidentified);
    if (report.outcome !== 'applied' || sync.attempt === null) return;
    this.#begunIn.set(delivery, { sync, attempt: sync.attempt.number });
    this.name = envelope.name ?? this.name;
    for (const [id, properties] of people) {
      if (action === 'members') this.#isIn(report, id, properties, sync.attempt.number);
      else if (action === 'add_members') this.#isAdded(report, id, properties);
      else this.#isRemoved(report, id);
    }
    this.#settle(sync, report);
  }

  /** Rule 7: whether nobody knows since when those are in who came with a delivery. */
  isStartUnknown(delivery: number): boolean {
    const begun = this.#begunIn.get(delivery);
    if (begun === undefined) return false;
    const { sync, attempt } = begun;
    if (sync.action === 'members') return this.#baselineAt === null || attempt <= this.#baselineAt;
    const assumed = this.#assumed;
    if (sync.action !== 'add_members' || assumed === null) return false;
    return sync === assumed || (sync.sessionId !== null && sync.sessionId === assumed.sessionId);
  }

  /** Sessions whose pages have no numbers, and that are complete if no page comes; with their last deliveries. */
  awaitingQuiet(): { readonly last: number; readonly settle: (delivery: number) => void }[] {
    return this.#syncs
      .filter(
        (sync) =>
          sync.action === 'members' &&
          !sync.isNumbered() &&
          (sync.attempt?.number ?? 0) >= this.#newestComplete &&
          sync.isWholeOnceQuiet(undefined) &&
          !sync.isComplete(undefined),
      )
      .map((sync) => ({
        last: Math.max(...sync.deliveries()),
        settle: (delivery) => {
          const report = this.#report(sync, delivery, 'quiet', 0, 0);
          if (sync.attempt !== null) sync.attempt.isQuiet = true;
          this.#settle(sync, report);
        },
      }));
  }

  #report(
    sync: Sync,
    delivery: number,
    outcome: ModelReport['outcome'],
    entries: number,
    unidentified: number,
  ): ModelReport {
    const report = { delivery, outcome, entries, unidentified, joined: 0, left: 0, unknown: 0 };
    this.reports.push(report);
    sync.reports.push(report);
    return report;
  }

  remember(): void {
    const isIn = [...this.#people].flatMap(([id, { stay }]) =>
      stay === null ? [] : [[id, stay] as const],
    );
    this.after.push(new Map(isIn));
  }

  syncs(nowMs: number, receivedAtMs: (delivery: number) => number): ModelSync[] {
    return this.#syncs.map((sync) => {
      const sum = (of: 'joined' | 'left' | 'unknown' | 'unidentified'): number =>
        sync.reports.reduce((total, report) => total + report[of], 0);
      const inSinceBefore = sync.reports
        .filter(({ delivery }) => this.isStartUnknown(delivery))
        .reduce((total, report) => total + report.joined, 0);
      const deliveries = sync.deliveries();
      const lastDelivery = Math.max(...deliveries);
      const pagesReceived = sync.pages().length;
      return {
        sessionId: sync.sessionId,
        action: sync.action,
        state: this.#stateOf(sync, nowMs - receivedAtMs(lastDelivery)),
        pagesReceived,
        totalPages: Math.max(pagesReceived, sync.totalPages()),
        inSinceBefore,
        joined: sum('joined') - inSinceBefore,
        left: sum('left'),
        unknown: sum('unknown'),
        unidentified: sum('unidentified'),
        removedMost: sync.removedMost,
        withheld: sync.withheld,
        firstDelivery: Math.min(...deliveries),
        lastDelivery,
        completed: sync.completed,
      };
    });
  }

  #stateOf(sync: Sync, quietMs: number): ModelSync['state'] {
    if (sync.completed !== null) return 'complete';
    const begun = sync.attempt?.number ?? Math.min(...sync.deliveries());
    if (sync.action === 'members' && begun < this.#newestComplete) return 'superseded';
    if (sync.hasFailed) return 'failed';
    return quietMs > 10 * 60 * 1000 ? 'partial' : 'receiving';
  }

  #openSync(sessionId: string | null, action: string): Sync {
    const known =
      sessionId === null
        ? undefined
        : this.#syncs.find((sync) => sync.sessionId === sessionId && sync.action === action);
    const sync = known ?? new Sync(sessionId, action);
    if (known === undefined) this.#syncs.push(sync);
    return sync;
  }

  /** Rule 1: a page of which nobody can tell whom it names. */
  #fail(sync: Sync, delivery: number, { page }: Envelope): 'failed' {
    sync.failed.add(page === null ? `delivery ${delivery}` : `page ${page}`);
    sync.hasFailed = true;
    sync.completed = null;
    return 'failed';
  }

  /** Rules 3 and 4: what a page is to its sync. */
  #count(
    sync: Sync,
    delivery: number,
    { action, page, total, entries }: Envelope,
    people: ReadonlyMap<string, Properties>,
    unidentified: number,
  ): ModelReport['outcome'] {
    const list = JSON.stringify(entries);
    const key = page === null ? `list ${list}` : `page ${page}`;
    const { attempt } = sync;
    const there = attempt?.current.get(key);
    if (there?.list === list) return 'repeat';
    const tellsLess = attempt !== null && total !== null && total < attempt.told;
    // A list from an earlier attempt may fill a page that the current one lacks, and nothing else.
    if (sync.everCounted.has(`${key} ${list}`) && (there !== undefined || tellsLess))
      return 'repeat';
    const begins = attempt === null || tellsLess || (page === 1 && there !== undefined);
    if (!begins && action === 'members' && attempt.number < this.#newestComplete)
      return 'superseded';
    const own = begins
      ? { number: delivery, told: 0, isQuiet: false, current: new Map() }
      : attempt;
    // What failed before the first page that could be read belongs to the same attempt.
    if (begins && attempt !== null) sync.failed.clear();
    sync.failed.delete(key);
    own.isQuiet = false;
    sync.attempt = own;
    sync.everCounted.add(`${key} ${list}`);
    own.current.set(key, {
      list,
      number: page,
      names: new Set(people.keys()),
      entries: entries.length,
      unidentified,
    });
    own.told = Math.max(own.told, total ?? 0);
    return 'applied';
  }

  #person(id: string): Person {
    const person = this.#people.get(id) ?? { evidence: 0, stay: null };
    this.#people.set(id, person);
    return person;
  }

  #isIn(report: ModelReport, id: string, properties: Properties, evidence: number): void {
    const person = this.#person(id);
    if (person.evidence > evidence) return;
    if (person.stay === null) report.joined += 1;
    person.stay = { joined: person.stay?.joined ?? report.delivery, properties };
    person.evidence = evidence;
  }

  #isAdded(report: ModelReport, id: string, properties: Properties): void {
    const known = this.#person(id).stay?.properties ?? new Map();
    this.#isIn(report, id, new Map([...known, ...properties]), report.delivery);
  }

  #isRemoved(report: ModelReport, id: string): void {
    const person = this.#person(id);
    if (person.stay === null) report.unknown += 1;
    else report.left += 1;
    person.stay = null;
    person.evidence = report.delivery;
  }

  /** What follows once pages are all there, or no longer are. */
  #settle(sync: Sync, report: ModelReport): void {
    const other = this.#syncs.find(
      ({ sessionId, action }) =>
        sync.sessionId !== null &&
        sync.action !== 'members' &&
        sessionId === sync.sessionId &&
        action === (sync.action === 'add_members' ? 'remove_members' : 'add_members'),
    );
    sync.completed = sync.isComplete(other) ? report.delivery : null;
    if (other !== undefined) {
      other.completed = other.isComplete(sync) ? (other.completed ?? report.delivery) : null;
    }
    if (sync.action === 'members') {
      if (sync.completed !== null) this.#completeFullSync(sync, report);
      return;
    }
    const [added, removed] = sync.action === 'add_members' ? [sync, other] : [other, sync];
    const isFirstHeard = [sync, other].some(
      (half) => half !== undefined && half === this.#syncs[0],
    );
    if (!isFirstHeard) return;
    if ((removed?.named() ?? 0) > 0) this.#assumed = null;
    else if (added !== undefined && added.completed !== null && added.named() > 0)
      this.#assumed = added;
    if (this.#baselineAt === null) this.baseline = this.#assumed === null ? 'unknown' : 'assumed';
  }

  #completeFullSync(sync: Sync, report: ModelReport): void {
    const { attempt } = sync;
    if (attempt === null) return;
    const named = new Set([...attempt.current.values()].flatMap(({ names }) => [...names]));
    const others = [...this.#unidentifiedIn].filter(([number]) => number !== attempt.number);
    const mayLeave = sync.unidentified() <= (others.at(-1)?.[1] ?? 0);
    this.#unidentifiedIn.set(attempt.number, sync.unidentified());
    sync.withheld = 0;
    let before = 0;
    let leftOfBefore = 0;
    for (const [id, person] of this.#people) {
      if (person.stay === null) continue;
      const wasBefore = person.stay.joined < attempt.number;
      if (wasBefore) before += 1;
      if (named.has(id) || person.evidence > attempt.number) continue;
      if (!mayLeave) {
        sync.withheld += 1;
        continue;
      }
      if (wasBefore) leftOfBefore += 1;
      report.left += 1;
      person.stay = null;
      person.evidence = attempt.number;
    }
    if (leftOfBefore > before / 2) sync.removedMost = true;
    this.#newestComplete = Math.max(this.#newestComplete, attempt.number);
    this.#baselineAt ??= report.delivery;
    this.baseline = 'known';
  }
}

export class NaiveModel {
  readonly cohorts: ModelCohort[] = [];
  readonly #times: number[] = [];

  constructor(happenings: readonly Happening[]) {
    for (const happening of happenings) {
      if ('body' in happening) this.#receive(happening);
      else this.#look(happening);
    }
  }

  /** The cohort that a delivery belongs to. */
  cohortOf(delivery: number): ModelCohort | undefined {
    return this.cohorts.find(({ reports }) => reports.some((one) => one.delivery === delivery));
  }

  /** The deliveries received, in order: 1, 2, 3, … */
  get deliveries(): number {
    return this.#times.length;
  }

  receivedAtMs(delivery: number): number {
    return this.#times[delivery - 1] ?? 0;
  }

  /** The last delivery received by then; 0 if there is none. */
  lastReceivedBy(timeMs: number): number {
    return this.#times.findLastIndex((receivedAtMs) => receivedAtMs <= timeMs) + 1;
  }

  #receive({ body, receivedAtMs }: Post): void {
    const envelope = readEnvelope(body);
    const cohort = this.#openCohort(envelope);
    this.#times.push(receivedAtMs);
    cohort.receive(this.#times.length, envelope);
    for (const each of this.cohorts) each.remember();
  }

  /** Rule 4: each moment of quiet has a number of its own. */
  #look({ atMs }: Look): void {
    const awaiting = this.cohorts.flatMap((cohort) => cohort.awaitingQuiet());
    const due = awaiting.filter(({ last }) => atMs - this.receivedAtMs(last) >= 10 * 60_000);
    for (const { settle } of due.sort((one, other) => one.last - other.last)) {
      this.#times.push(atMs);
      settle(this.#times.length);
      for (const each of this.cohorts) each.remember();
    }
  }

  /** Rule 1: where a delivery names no project, and where one is heard at last. */
  #openCohort({ projectId, cohortId }: Envelope): ModelCohort {
    const known = this.cohorts.filter((cohort) => cohort.cohortId === cohortId);
    const named = known.filter((cohort) => cohort.projectId !== '');
    const [only] = named;
    if (projectId === '' && only !== undefined && named.length === 1) return only;
    const same = known.find((cohort) => cohort.projectId === projectId);
    if (same !== undefined) return same;
    const [nameless] = known;
    if (nameless !== undefined && named.length === 0) {
      nameless.projectId = projectId;
      return nameless;
    }
    const cohort = new ModelCohort(projectId, cohortId, this.#times.length);
    this.cohorts.push(cohort);
    return cohort;
  }
}

/** Rule 1: lenient in. */
function readEnvelope(body: string): Envelope {
  const value = readJson(body);
  if (!isObject(value)) throw new Error(`No delivery: ${body}`);
  const parameters = isObject(value.parameters) ? value.parameters : {};
  const info = isObject(parameters.page_info) ? parameters.page_info : {};
  return {
    action: String(value.action),
    projectId: trimmedId(parameters.mixpanel_project_id) ?? '',
    cohortId: trimmedId(parameters.mixpanel_cohort_id) ?? '',
    name: plainText(parameters.mixpanel_cohort_name)?.trim()
      ? plainText(parameters.mixpanel_cohort_name)
      : null,
    sessionId: trimmedId(parameters.mixpanel_session_id),
    page: readInteger(info.page_count),
    total: readInteger(info.total_pages),
    entries: [parameters.members, value.members].find((list) => Array.isArray(list)) ?? [],
  };
}

/** Numbers below 1 are 1. */
function readInteger(value: unknown): number | null {
  const text = plainText(value);
  return text !== null && /^-?\d+$/.test(text) ? Math.max(1, Number(text)) : null;
}

function plainText(value: unknown): string | null {
  return typeof value === 'string' ? value : numberText(value);
}

function idText(value: unknown): string | null {
  return plainText(value) || null;
}

/** 987654.0 is 987654. */
function trimmedId(value: unknown): string | null {
  const text = idText(value)?.trim() ?? '';
  const [whole = '', fraction = ''] = text.split('.');
  const isWhole = /^[+-]?\d+$/.test(whole) && /^0+$/.test(fraction);
  return (isWhole ? whole : text) || null;
}

function idOf(entry: unknown): string | null {
  if (!isObject(entry)) return null;
  return (
    idText(entry.mixpanel_distinct_id) ?? idText(entry.$distinct_id) ?? idText(entry.distinct_id)
  );
}

/** The people of a list with their properties; of the same id twice the later entry counts. */
function identified(entries: readonly unknown[]): ReadonlyMap<string, Properties> {
  const people = new Map<string, Properties>();
  for (const entry of entries) {
    const id = idOf(entry);
    if (id === null) continue;
    const properties = new Map(toProperties(entry));
    properties.delete('mixpanel_distinct_id');
    people.set(id, properties);
  }
  return people;
}

/** Whether the numbers are 1 to n. What n is, the told total says or, without one, a page that is not full. */
function isOneToLast(numbers: ReadonlySet<number>, told: number, pages: readonly Page[]): boolean {
  const last = Math.max(told, ...numbers);
  const isEndKnown = told > 0 || pages.some(isNotFull);
  return isEndKnown && Array.from({ length: last }, (_, i) => i + 1).every((n) => numbers.has(n));
}

function isNotFull({ entries }: Page): boolean {
  return entries < 1000;
}
