import { readStatus } from '../../../main/store/reading/status.ts';
import type { Engine } from './engine.ts';
import type { Post } from './naive-model.ts';
import { type Applied, CohortReader, type StoredSync } from './read-roster.ts';

/** Somebody on a list: an id, an entry, or an entry's JSON text. */
export type Listed = string | Readonly<Record<string, unknown>> | { readonly json: string };

export interface Sending {
  readonly session?: unknown;
  readonly page?: unknown;
  readonly of?: unknown;
  readonly name?: string;
  /** ms UTC; without it, a second after the one before. */
  readonly atMs?: number;
  /** Further keys of `parameters`. */
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Sent extends Sending {
  readonly action: string;
  readonly list: readonly Listed[];
}

/** A page that tells neither its number nor a total. */
export const NO_PAGE_INFO = { page: undefined, of: undefined };

/** The only page of a full sync, unless told otherwise. */
export const members = (list: readonly Listed[], sending: Sending = {}): Sent => ({
  action: 'members',
  list,
  page: 1,
  of: 1,
  ...sending,
});
export const adds = (list: readonly Listed[], sending: Sending = {}): Sent => ({
  action: 'add_members',
  list,
  ...sending,
});
export const removes = (list: readonly Listed[], sending: Sending = {}): Sent => ({
  action: 'remove_members',
  list,
  ...sending,
});

export const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 7, 1, 9);
let cohorts = 0;

/** A cohort of its own in the store, as Mixpanel writes to it and as a person reads it. */
export class TestCohort {
  readonly projectId = '1234567';
  readonly cohortId: string;
  readonly #engine: Engine;
  #nowMs = START_MS;

  constructor(engine: Engine) {
    cohorts += 1;
    this.cohortId = `cohort ${cohorts}`;
    this.#engine = engine;
  }

  /** Time of the last delivery. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get reader(): CohortReader {
    return new CohortReader(this.#engine.roster, this.projectId, this.cohortId);
  }

  /** Deliveries arrive in this order and are applied. */
  async receives(...sent: readonly Sent[]): Promise<void> {
    await this.#engine.keep(sent.map((one) => this.post(one)));
    await this.#engine.applyAll();
  }

  /** Somebody looks for quiet sessions, so long after the last delivery. */
  async isQuietFor(ms: number): Promise<void> {
    this.#nowMs += ms;
    await this.#engine.look(this.#nowMs);
  }

  post(sent: Sent): Post {
    this.#nowMs = sent.atMs ?? this.#nowMs + 1000;
    const { action, session, page, of, name, list } = sent;
    const parameters = {
      mixpanel_project_id: this.projectId,
      mixpanel_cohort_id: this.cohortId,
      mixpanel_cohort_name: name,
      mixpanel_session_id: session,
      page_info:
        page === undefined && of === undefined ? undefined : { page_count: page, total_pages: of },
      ...sent.with,
    };
    const head = JSON.stringify({ action, parameters }).slice(0, -2);
    return {
      body: `${head},"members":[${list.map(entryText).join()}]}}`,
      receivedAtMs: this.#nowMs,
    };
  }

  /** Ids of who is in, in alphabetical order. */
  ids(at: number | 'now' = 'now'): string[] {
    return [...this.reader.members(at).keys()].sort();
  }

  /** Properties of somebody who is in; values are JSON texts. */
  properties(id: string, at: number | 'now' = 'now'): Record<string, string> | undefined {
    const member = this.reader.members(at).get(id);
    return member === undefined ? undefined : Object.fromEntries(member.properties);
  }

  applied(): Applied[] {
    return this.reader.applied();
  }

  outcomes(): string[] {
    return this.applied().map(({ outcome }) => outcome);
  }

  /** Number of the n-th delivery of this cohort, counted from 1. */
  delivery(n: number): number {
    return this.applied()[n - 1]?.delivery ?? 0;
  }

  syncs(nowMs = this.#nowMs): StoredSync[] {
    return this.reader.syncs(nowMs);
  }

  states(nowMs = this.#nowMs): string[] {
    return this.syncs(nowMs).map(({ state }) => state);
  }

  alerts(): string[] {
    const { inboxPath, rosterPath } = this.#engine.folder;
    const { alerts } = readStatus(inboxPath, rosterPath, this.#nowMs);
    const own = new Map(this.applied().map(({ delivery }, i) => [delivery, i + 1]));
    return alerts
      .filter(({ delivery }) => own.has(delivery))
      .map(({ kind, delivery }) => `${kind} ${own.get(delivery)}`);
  }
}

function entryText(listed: Listed): string {
  if (typeof listed === 'string') return JSON.stringify({ mixpanel_distinct_id: listed });
  return typeof listed.json === 'string' ? listed.json : JSON.stringify(listed);
}
