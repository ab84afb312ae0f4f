import type { Action } from '../mixpanel/actions.ts';
import type { Cohort, Snapshot } from './cohort-model.ts';
import type { People } from './people.ts';

/** One page as Mixpanel would send it. Its members are indexes and versions; `pageBody` writes them out. */
export interface PlannedPage {
  readonly action: Action;
  readonly sessionId: string;
  readonly totalPages: number;
  /** From 1. On the wire it is called `page_count`. */
  readonly page: number;
  readonly indexes: Uint32Array;
  readonly versions: Uint16Array;
}

/** What Mixpanel says of the cohort on every page. */
export interface CohortNames {
  readonly projectId: string;
  readonly cohortId: string;
  readonly name: string;
}

export interface PlanOptions {
  readonly sessionId: string;
  readonly pageSize: number;
}

/** A full sync: everybody who is in. Source: docs.mixpanel.com/docs/cohort-sync/webhooks, "members". */
export function planMembers(cohort: Cohort, options: PlanOptions): PlannedPage[] {
  const now = cohort.snapshot();
  return planPages('members', cohort, (index) => now[index] === 1, options);
}

/**
 * One cycle of a recurring sync: who entered and who left since `before`, each possibly empty.
 * Source: the same page, whose scenario shows both calls each cycle, also without changes. Whether the two
 * share a session id is not documented; here they do ("identifier for this export"), each with its own page numbers.
 */
export function planDeltas(
  before: Snapshot,
  cohort: Cohort,
  options: PlanOptions,
): { readonly add: PlannedPage[]; readonly remove: PlannedPage[] } {
  const now = cohort.snapshot();
  return {
    add: planPages('add_members', cohort, (i) => now[i] === 1 && before[i] !== 1, options),
    remove: planPages('remove_members', cohort, (i) => now[i] !== 1 && before[i] === 1, options),
  };
}

function planPages(
  action: Action,
  cohort: Cohort,
  isOn: (index: number) => boolean,
  { sessionId, pageSize }: PlanOptions,
): PlannedPage[] {
  const known = cohort.known();
  let count = 0;
  for (let index = 0; index < known; index++) if (isOn(index)) count++;
  const indexes = new Uint32Array(count);
  const versions = new Uint16Array(count);
  for (let index = 0, at = 0; index < known; index++) {
    if (!isOn(index)) continue;
    indexes[at] = index;
    versions[at++] = cohort.versionOf(index);
  }
  // nothing to say is said on one empty page; its page numbers are not documented
  const totalPages = Math.max(1, Math.ceil(count / pageSize));
  return Array.from({ length: totalPages }, (_, i) => ({
    action,
    sessionId,
    totalPages,
    page: i + 1,
    indexes: indexes.subarray(i * pageSize, (i + 1) * pageSize),
    versions: versions.subarray(i * pageSize, (i + 1) * pageSize),
  }));
}

/** The JSON text of a page's list of members. */
export function membersText(page: PlannedPage, people: People): string {
  let text = '';
  for (let i = 0; i < page.indexes.length; i++) {
    text += `${i === 0 ? '' : ','}${people.json(page.indexes[i] ?? 0, page.versions[i] ?? 0)}`;
  }
  return `[${text}]`;
}

/** The body of a page, in the documented order of keys. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
export function pageBody(
  page: PlannedPage,
  people: People,
  names: CohortNames,
): Buffer<ArrayBuffer> {
  const parameters = JSON.stringify({
    mixpanel_project_id: names.projectId,
    mixpanel_cohort_name: names.name,
    mixpanel_cohort_id: names.cohortId,
    mixpanel_cohort_description: `${names.name} (simulated)`,
    mixpanel_session_id: page.sessionId,
    page_info: { total_pages: page.totalPages, page_count: page.page },
  }).slice(0, -1);
  return Buffer.from(
    `{"action":"${page.action}","parameters":${parameters},"members":${membersText(page, people)}}}`,
  );
}
