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

export interface ModelMember {
  /** The delivery at which the stay began. */
  readonly joined: number;
  readonly properties: Properties;
}

export type Membership = ReadonlyMap<string, ModelMember>;

export interface ModelReport {
  readonly delivery: number;
  readonly outcome: 'applied' | 'repeat' | 'superseded';
  readonly entries: number;
  readonly unidentified: number;
  joined: number;
  left: number;
  unknown: number;
}

export interface ModelSync {
  readonly sessionId: string | null;
  readonly action: string;
  readonly state: 'receiving' | 'complete' | 'partial' | 'superseded';
  readonly pagesReceived: number;
  readonly totalPages: number;
  readonly joined: number;
  readonly left: number;
  readonly unknown: number;
  readonly unidentified: number;
  readonly removedMost: boolean;
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
  readonly place: { readonly page: number; readonly total: number } | null;
  readonly entries: readonly unknown[];
}

interface Page {
  readonly list: string;
  readonly number: number | null;
  readonly names: ReadonlySet<string>;
  readonly entries: number;
}

/** One run of a session's pages from the top. */
interface Attempt {
  /** Number of its first delivery: the evidence number of a full sync's facts. */
  readonly number: number;
  /** The largest total_pages told in it. */
  told: number;
  pages: number;
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
  /** Every list that counted, in any attempt: page and list. */
  readonly everCounted = new Set<string>();
  readonly reports: ModelReport[] = [];

  constructor(sessionId: string | null, action: string) {
    this.sessionId = sessionId;
    this.action = action;
  }

  isComplete(other: Sync | undefined): boolean {
    const pages = [...(this.attempt?.current.values() ?? [])];
    const numbers = this.numbers();
    if (numbers.size === 0) {
      return this.action === 'members'
        ? pages.some(({ entries }) => entries < 1000)
        : pages.length > 0;
    }
    const total = this.attempt?.pages ?? 0;
    if (isOneTo(total, numbers)) return true;
    if (other === undefined) return false;
    return isOneTo(Math.max(total, other.attempt?.pages ?? 0), numbers.union(other.numbers()));
  }

  numbers(): Set<number> {
    const pages = [...(this.attempt?.current.values() ?? [])];
    return new Set(pages.flatMap(({ number }) => (number === null ? [] : [number])));
  }
}

export class ModelCohort {
  readonly projectId: string;
  readonly cohortId: string;
  name: string | null = null;
  baseline: 'known' | 'assumed' | 'unknown' = 'unknown';
  readonly reports: ModelReport[] = [];
  /** Who was in after each delivery of the history, of whatever cohort; before the first one nobody was. */
  readonly after: Membership[];
  readonly #people = new Map<string, Person>();
  readonly #syncs: Sync[] = [];
  #newestComplete = 0;

  constructor(projectId: string, cohortId: string, deliveriesBefore: number) {
    this.projectId = projectId;
    this.cohortId = cohortId;
    this.after = Array.from({ length: deliveriesBefore + 1 }, () => new Map());
  }

  receive(delivery: number, envelope: Envelope): void {
    const { action, sessionId, entries } = envelope;
    const sync = this.#openSync(sessionId, action);
    const people = identified(entries);
    const report: ModelReport = {
      delivery,
      outcome: this.#count(sync, delivery, envelope, people),
      entries: entries.length,
      unidentified: entries.filter((entry) => idOf(entry) === null).length,
      joined: 0,
      left: 0,
      unknown: 0,
    };
    this.reports.push(report);
    sync.reports.push(report);
    if (report.outcome !== 'applied' || sync.attempt === null) return;
    this.name = envelope.name ?? this.name;
    for (const [id, properties] of people) {
      if (action === 'members') this.#isIn(report, id, properties, sync.attempt.number);
      else if (action === 'add_members') this.#isAdded(report, id, properties);
      else this.#isRemoved(report, id);
    }
    this.#settle(sync, report);
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
      const deliveries = sync.reports.map(({ delivery }) => delivery);
      const lastDelivery = Math.max(...deliveries);
      const pagesReceived = sync.attempt?.current.size ?? 0;
      return {
        sessionId: sync.sessionId,
        action: sync.action,
        state: this.#stateOf(sync, nowMs - receivedAtMs(lastDelivery)),
        pagesReceived,
        totalPages: Math.max(pagesReceived, sync.attempt?.pages ?? 1),
        joined: sum('joined'),
        left: sum('left'),
        unknown: sum('unknown'),
        unidentified: sum('unidentified'),
        removedMost: sync.removedMost,
        firstDelivery: Math.min(...deliveries),
        lastDelivery,
        completed: sync.completed,
      };
    });
  }

  #stateOf(sync: Sync, quietMs: number): ModelSync['state'] {
    if (sync.completed !== null) return 'complete';
    if (sync.action === 'members' && (sync.attempt?.number ?? 0) < this.#newestComplete)
      return 'superseded';
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

  /** Rules 3 and 4: what a page is to its sync. */
  #count(
    sync: Sync,
    delivery: number,
    { action, place, entries }: Envelope,
    people: ReadonlyMap<string, Properties>,
  ): ModelReport['outcome'] {
    const list = JSON.stringify(entries);
    const key = place === null ? `list ${list}` : `page ${place.page}`;
    const { attempt } = sync;
    const there = attempt?.current.get(key);
    if (there?.list === list) return 'repeat';
    const tellsLess = attempt !== null && place !== null && place.total < attempt.told;
    // A list from an earlier attempt may fill a page that the current one lacks, and nothing else.
    if (sync.everCounted.has(`${key} ${list}`) && (there !== undefined || tellsLess))
      return 'repeat';
    const begins = attempt === null || tellsLess || (place?.page === 1 && there !== undefined);
    if (!begins && action === 'members' && attempt.number < this.#newestComplete)
      return 'superseded';
    const own = begins ? { number: delivery, told: 0, pages: 1, current: new Map() } : attempt;
    sync.attempt = own;
    sync.everCounted.add(`${key} ${list}`);
    own.current.set(key, {
      list,
      number: place?.page ?? null,
      names: new Set(people.keys()),
      entries: entries.length,
    });
    own.told = Math.max(own.told, place?.total ?? 0);
    own.pages = Math.max(own.pages, place?.total ?? 1, place?.page ?? 1);
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
    const added = sync.action === 'add_members' ? sync : other;
    const isFirstHeard = [sync, other].some(
      (half) => half !== undefined && half === this.#syncs[0],
    );
    if (isFirstHeard && added !== undefined && added.completed !== null) {
      if (this.baseline === 'unknown') this.baseline = 'assumed';
    }
  }

  #completeFullSync(sync: Sync, report: ModelReport): void {
    const { attempt } = sync;
    if (attempt === null) return;
    const named = new Set([...attempt.current.values()].flatMap(({ names }) => [...names]));
    let before = 0;
    let leftOfBefore = 0;
    for (const [id, person] of this.#people) {
      if (person.stay === null) continue;
      const wasBefore = person.stay.joined < attempt.number;
      if (wasBefore) before += 1;
      if (named.has(id) || person.evidence > attempt.number) continue;
      if (wasBefore) leftOfBefore += 1;
      report.left += 1;
      person.stay = null;
      person.evidence = attempt.number;
    }
    if (leftOfBefore > before / 2) sync.removedMost = true;
    this.#newestComplete = Math.max(this.#newestComplete, attempt.number);
    this.baseline = 'known';
  }
}

export class NaiveModel {
  readonly cohorts = new Map<string, ModelCohort>();
  readonly #times: number[] = [];

  constructor(posts: readonly Post[]) {
    for (const post of posts) this.#receive(post);
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
    const { projectId, cohortId } = envelope;
    const key = JSON.stringify([projectId, cohortId]);
    const cohort =
      this.cohorts.get(key) ?? new ModelCohort(projectId, cohortId, this.#times.length);
    this.cohorts.set(key, cohort);
    this.#times.push(receivedAtMs);
    cohort.receive(this.#times.length, envelope);
    for (const each of this.cohorts.values()) each.remember();
  }
}

/** Rule 1: lenient in. */
function readEnvelope(body: string): Envelope {
  const value = readJson(body);
  if (!isObject(value)) throw new Error(`No delivery: ${body}`);
  const parameters = isObject(value.parameters) ? value.parameters : {};
  const info = isObject(parameters.page_info) ? parameters.page_info : {};
  const page = readInteger(info.page_count);
  const total = readInteger(info.total_pages);
  return {
    action: String(value.action),
    projectId: idText(parameters.mixpanel_project_id) ?? '',
    cohortId: idText(parameters.mixpanel_cohort_id) ?? '',
    name: plainText(parameters.mixpanel_cohort_name),
    sessionId: idText(parameters.mixpanel_session_id),
    place: page === null || total === null ? null : { page, total },
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

function isOneTo(total: number, numbers: ReadonlySet<number>): boolean {
  return numbers.size === total && Math.max(...numbers) === total;
}
