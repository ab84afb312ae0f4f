import type { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { resolveMoment } from '../../../main/store/reading/moments.ts';
import { listUnknownStarts } from '../../../main/store/reading/starts.ts';
import type { Membership, ModelCohort, NaiveModel } from './naive-model.ts';
import { CohortReader } from './read-roster.ts';

/** One cohort twice: as the model and as the store has it. The store counts deliveries over all cases, the model from 1. */
export class Comparison {
  readonly #model: NaiveModel;
  readonly #cohort: ModelCohort;
  readonly #roster: DatabaseSync;
  readonly #stored: CohortReader;
  readonly #numbers: readonly number[];

  /** `numbers` are the store's for the model's deliveries 1, 2, 3, … */
  constructor(
    model: NaiveModel,
    cohort: ModelCohort,
    roster: DatabaseSync,
    numbers: readonly number[],
  ) {
    this.#model = model;
    this.#cohort = cohort;
    this.#roster = roster;
    this.#stored = new CohortReader(roster, cohort.projectId, cohort.cohortId);
    this.#numbers = numbers;
  }

  /** What every delivery did. */
  expectSameReports(): void {
    const reports = this.#cohort.reports.map((report) => ({
      ...report,
      delivery: this.#number(report.delivery),
    }));
    expect(this.#stored.applied()).toEqual(reports);
  }

  /** Members with their properties, now and after every delivery. */
  expectSameMembers(): void {
    const last = this.#model.deliveries;
    expect(tell(this.#stored.members('now'))).toEqual(this.#tellAfter(last));
    for (let delivery = 0; delivery <= last; delivery += 1) {
      const at = this.#number(delivery);
      expect([delivery, tell(this.#stored.members(at))]).toEqual([
        delivery,
        this.#tellAfter(delivery),
      ]);
    }
  }

  /** Who joined and who left between two moments, given as fractions of the history. */
  expectSameChanges(one: number, other: number): void {
    const deliveries = [one, other].map((part) => Math.round(part * this.#model.deliveries));
    const since = Math.min(...deliveries);
    const until = Math.max(...deliveries);
    const between = { since: this.#number(since), at: this.#number(until) };
    expect(tell(this.#stored.people({ what: 'joined', ...between }))).toEqual(
      this.#renumbered(this.#joinedBetween(since, until)),
    );
    expect(tell(this.#stored.people({ what: 'left', ...between }))).toEqual(
      this.#renumbered(this.#leftBetween(since, until)),
    );
  }

  /** States, pages and sums of all syncs at a time so many minutes after the last delivery. */
  expectSameSyncs(minutes: number): void {
    const lastMs = this.#model.receivedAtMs(this.#model.deliveries);
    const nowMs = lastMs + minutes * 60_000;
    const syncs = this.#cohort.syncs(nowMs, (delivery) => this.#model.receivedAtMs(delivery));
    const renumbered = syncs.map((sync) => ({
      ...sync,
      firstDelivery: this.#number(sync.firstDelivery),
      lastDelivery: this.#number(sync.lastDelivery),
      completed: sync.completed === null ? null : this.#number(sync.completed),
    }));
    expect(this.#stored.syncs(nowMs)).toMatchObject(renumbered);
    for (const sync of this.#stored.syncs(nowMs)) {
      expect(this.#moment(String(sync.id))).toBe(sync.completed ?? sync.lastDelivery);
    }
  }

  /** Of whom it is not known since when they are in. */
  expectSameStarts(): void {
    const isUnknown = new Set(listUnknownStarts(this.#roster, this.#stored.id));
    for (const { delivery } of this.#cohort.reports) {
      const began = this.#cohort.after.some((members) =>
        [...members.values()].some(({ joined }) => joined === delivery),
      );
      if (!began) continue;
      const isSame =
        isUnknown.has(this.#number(delivery)) === this.#cohort.isStartUnknown(delivery);
      expect([delivery, isSame]).toEqual([delivery, true]);
    }
  }

  expectSameCohort(): void {
    const { baseline } = this.#cohort;
    const members = this.#cohort.after.at(-1)?.size;
    expect(this.#stored.summary()).toMatchObject({ baseline, members });
  }

  expectSameName(): void {
    expect(this.#stored.summary().name).toBe(this.#cohort.name);
  }

  /** As of times before, at and after every delivery. */
  expectSameTimes(): void {
    for (let delivery = 1; delivery <= this.#model.deliveries; delivery += 1) {
      const timeMs = this.#model.receivedAtMs(delivery);
      for (const atMs of [timeMs - 1, timeMs]) {
        const moment = this.#moment(new Date(atMs).toISOString());
        expect(tell(this.#stored.members(moment))).toEqual(
          this.#tellAfter(this.#model.lastReceivedBy(atMs)),
        );
      }
    }
  }

  #moment(asOf: string): number {
    return resolveMoment(this.#roster, this.#stored.id, asOf);
  }

  #number(delivery: number): number {
    return this.#numbers[delivery - 1] ?? (this.#numbers[0] ?? 0) - 1;
  }

  #after(delivery: number): Membership {
    return this.#cohort.after[delivery] ?? new Map();
  }

  #tellAfter(delivery: number) {
    return this.#renumbered(this.#after(delivery));
  }

  #renumbered(membership: Membership) {
    return tell(
      new Map(
        [...membership].map(([id, member]) => [
          id,
          { ...member, joined: this.#number(member.joined) },
        ]),
      ),
    );
  }

  #joinedBetween(since: number, until: number): Membership {
    const joined = new Map(this.#after(until));
    for (const id of this.#after(since).keys()) joined.delete(id);
    // Who was in by then, and nobody knows since when, did not join.
    for (const [id, member] of joined) {
      if (this.#cohort.isStartUnknown(member.joined)) joined.delete(id);
    }
    return joined;
  }

  /** With the properties held when they left. */
  #leftBetween(since: number, until: number): Membership {
    const left = new Map(this.#after(since));
    for (const id of this.#after(until).keys()) left.delete(id);
    for (const [id, { joined }] of left) {
      for (let delivery = since + 1; delivery <= until; delivery += 1) {
        const then = this.#after(delivery).get(id);
        if (then?.joined !== joined) break;
        left.set(id, then);
      }
    }
    return left;
  }
}

/** One line a member, to be compared and read. */
function tell(membership: Membership): string[] {
  return [...membership]
    .map(([id, { joined, properties }]) => {
      const told = [...properties].map(([name, value]) => `${name}=${value}`).sort();
      return `${JSON.stringify(id)} since ${joined}: ${told.join(' ')}`;
    })
    .sort();
}
