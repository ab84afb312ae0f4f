/** The overall state for `rollcall status`: judged anew from the folder, by the same rule as on screen. */
import { statfsSync } from 'node:fs';
import type { ErrorCode } from '../../../shared/errors.ts';
import {
  type OverallFacts,
  type OverallKind,
  overallState,
  type Reason,
  type Why,
} from '../../../shared/overall-state.ts';
import { SAMPLE_PROJECT } from '../../api/sample-project.ts';
import {
  describeAddresses,
  hostsOf,
  lastFromOutside,
  urlAlertOf,
} from '../../rhythm/guard-addresses.ts';
import type { Outlook } from '../../rhythm/look-ahead.ts';
import { readHandedOut } from '../../settings/handed-out.ts';
import { readSettings } from '../../settings/settings.ts';
import type { TunnelReport } from '../../settings/tunnel.ts';
import type { DataFolder } from '../../store/data-folder.ts';
import { isNearlyFull } from '../../store/free-disk.ts';
import type { Status } from '../../store/reading/status.ts';

export interface StatusFacts {
  readonly folder: DataFolder;
  readonly heard: Status['heard'];
  readonly waiting: number;
  readonly isRunning: boolean;
  readonly hasHistoryGap: boolean;
  readonly tunnel: TunnelReport;
  readonly turnedAway: OverallFacts['turnedAway'];
  readonly otherAddress: OverallFacts['otherAddress'];
  readonly ahead: Pick<Outlook, 'cohorts' | 'pauseSafeUntilMs'>;
}

export interface StatusState {
  readonly kind: OverallKind;
  /** Why, and of which cohort. */
  readonly reason: {
    readonly why: Why | 'notRunning';
    readonly project?: string;
    readonly cohort?: string;
    /** How many more cohorts it concerns. */
    readonly others?: number;
  };
  /** Why the next delivery could not be kept; null: it could. */
  readonly trouble: ErrorCode | null;
}

export async function judge(facts: StatusFacts): Promise<StatusState> {
  const { folder, heard, ahead, waiting, isRunning, hasHistoryGap, tunnel } = facts;
  const { turnedAway, otherAddress } = facts;
  const trouble = isNearlyFull(statfsSync(folder.dir)) ? 'DISK_NEARLY_FULL' : null;
  if (!isRunning) return { kind: 'off', reason: { why: 'notRunning' }, trouble };
  const { addresses, inForce } = await readHandedOut(folder.handedOutPath);
  const came = hostsOf(heard);
  const { kind, reason } = overallState({
    ...{ trouble, waiting, turnedAway, otherAddress },
    cohorts: heard.map((cohort) => ({
      ...cohort,
      silence: ahead.cohorts.get(cohort.id)?.silence ?? null,
      isSample: cohort.projectId === SAMPLE_PROJECT,
    })),
    settings: await readSettings(folder.settingsPath),
    tunnel: { ...tunnel, sinceMs: tunnel.sinceMs ?? 0 },
    urlAlert:
      tunnel.publicUrl === null
        ? null
        : urlAlertOf(describeAddresses(addresses, came, inForce), inForce),
    // Only who started it knows; the log and the screens name them.
    setAside: [],
    hasHistoryGap,
    calledFromOutsideAtMs: lastFromOutside(came),
    pauseSafeUntilMs: ahead.pauseSafeUntilMs,
  });
  return { kind, reason: shown(reason, heard), trouble };
}

function shown(reason: Reason, heard: Status['heard']): StatusState['reason'] {
  const { why } = reason;
  if (reason.why === 'turnedAway') {
    const { projectId, cohortId } = reason.refused.cohort ?? {};
    if (projectId === undefined || cohortId === undefined) return { why };
    return { why, project: projectId, cohort: cohortId };
  }
  if (!('cohort' in reason)) return { why };
  const { projectId, cohortId } = heard.find(({ id }) => id === reason.cohort.id) ?? {};
  if (projectId === undefined || cohortId === undefined) return { why };
  return { why, project: projectId, cohort: cohortId, others: reason.others };
}

/** In one line, for a person at a terminal. */
export function stateText({ kind, reason, trouble }: StatusState): string {
  const { why, project, cohort, others = 0 } = reason;
  const whose = cohort === undefined ? '' : ` ${project}/${cohort}`;
  const more = others === 0 ? '' : ` and ${others} more`;
  return `${kind} (${why === 'store' ? trouble : why}${whose}${more})`;
}
