import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { exportCohort } from '../../../main/export/export-cohort.ts';
import type { ExcelFormat, ExportFormat, ExportRequest } from '../../../main/export/request.ts';
import { createLogger } from '../../../main/log.ts';
import { dataFolder } from '../../../main/store/data-folder.ts';
import { openStore } from '../../../main/store/store.ts';

export interface Sync {
  readonly action: 'members' | 'add_members' | 'remove_members';
  /** Members as objects, or the list as JSON text where it matters how it is written. */
  readonly members: readonly object[] | string;
}

/** A data folder that has received these syncs of one cohort, and how to export from it. */
export interface Cohort {
  readonly dir: string;
  readonly request: ExportRequest;
  /** The text of the file that an export with these wishes makes. */
  csv(wishes?: Partial<ExportRequest>): Promise<string>;
}

export const IMPORT: ExportFormat = { kind: 'import' };
export const EXCEL: ExcelFormat = { kind: 'excel', language: 'en', timeZone: 'UTC' };

/** Receives syncs as the app does: delivery n of the cohort is the nth of them. */
export async function cohortOf(...syncs: readonly Sync[]): Promise<Cohort> {
  const dir = tempDir();
  const log = createLogger(() => {});
  const store = await openStore({ dir, log, retention: { days: 30, bytes: 2 ** 30 } });
  for (const [index, sync] of syncs.entries()) {
    const body = Buffer.from(bodyOf(sync, `session-${index}`));
    const receipt = await store.keep({
      receivedAtMs: Date.UTC(2026, 0, 1 + index),
      headers: {},
      body: new Uint8Array(body),
    });
    if (receipt.kind !== 'kept') throw new Error(`not kept: ${JSON.stringify(receipt)}`);
  }
  await store.applyAll();
  await store.close();
  const request: ExportRequest = {
    rosterPath: dataFolder(dir).rosterPath,
    cohort: 1,
    selection: { what: 'members', at: 'now' },
    format: IMPORT,
  };
  return {
    dir,
    request,
    async csv(wishes = {}) {
      const path = join(tempDir(), 'cohort.csv');
      await exportCohort({ ...request, ...wishes }, path);
      return readFileSync(path, 'utf8');
    },
  };
}

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-export-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** One member with these properties besides the id. */
export function member(properties: object = {}, id = 'ann'): object {
  return { mixpanel_distinct_id: id, ...properties };
}

function bodyOf({ action, members }: Sync, session: string): string {
  const list = typeof members === 'string' ? members : JSON.stringify(members);
  return `{"action":"${action}","parameters":{"mixpanel_project_id":"1","mixpanel_cohort_id":"7",
    "mixpanel_cohort_name":"Trial","mixpanel_session_id":"${session}",
    "page_info":{"total_pages":1,"page_count":1},"members":${list}}}`;
}
