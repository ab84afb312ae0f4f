import type { Snapshot } from '../../shared/api/contract.ts';
import type { Logger } from '../log.ts';

/**
 * Logs what changes by time alone, as a machine without a screen has no other way to tell it: syncs that stay away, what an
 * absence means, the month's allowance, another address. Feed it every snapshot; it tells each change once.
 */
export function createOutlookWatch(log: Logger): (snapshot: Snapshot) => void {
  /** Since when each silent cohort is silent. */
  const silent = new Map<number, number>();
  let told = { absence: '', forecast: 'fine', address: '' };
  return (snapshot) => {
    for (const { id, projectId, cohortId, silence } of snapshot.cohorts) {
      const which = { project: projectId, cohort: cohortId };
      if (silence !== null && silent.get(id) !== silence.sinceMs) {
        silent.set(id, silence.sinceMs);
        const { sinceMs, missed, cause } = silence;
        log.warn('cohort.silent', { ...which, since: iso(sinceMs), missed, cause: cause.kind });
      } else if (silence === null && silent.delete(id)) {
        log.info('cohort.heard-again', which);
      }
    }
    const now = {
      absence: absenceOf(snapshot),
      forecast: forecastOf(snapshot),
      address: snapshot.urlAlert?.differing.map(({ id }) => id).join() ?? '',
    };
    if (now.absence !== told.absence) tellAbsence(log, snapshot);
    if (now.forecast !== told.forecast && snapshot.forecast !== null) {
      const { requestsPerMonth, limit, lastsDays } = snapshot.forecast;
      const event = now.forecast === 'fine' ? 'info' : 'warn';
      log[event]('ngrok.forecast', { level: now.forecast, requestsPerMonth, limit, lastsDays });
    }
    if (now.address !== told.address && snapshot.urlAlert !== null) {
      log.warn('address.differs', { count: snapshot.urlAlert.differing.length });
    }
    told = now;
  };
}

function absenceOf({ absence }: Snapshot): string {
  if (absence === null) return '';
  const { toMs, waiting, caughtUp } = absence;
  // While the sync that catches up still arrives, what it changed grows.
  return `${toMs} ${waiting.length > 0} ${caughtUp?.joined} ${caughtUp?.left}`;
}

/** Only a free account's month ends. */
function forecastOf({ tunnel, forecast }: Snapshot): string {
  return tunnel.provider === 'ngrok' && forecast !== null ? forecast.level : 'fine';
}

function tellAbsence(log: Logger, { absence }: Snapshot): void {
  if (absence === null) return;
  const { fromMs, toMs, waiting, keptUntilMs, caughtUp } = absence;
  if (caughtUp !== null) {
    log.info('absence.caught-up', { from: iso(fromMs), to: iso(toMs), ...caughtUp });
    return;
  }
  const keptUntil = keptUntilMs === null ? undefined : iso(keptUntilMs);
  log.info('absence.over', {
    from: iso(fromMs),
    to: iso(toMs),
    waiting: waiting.length,
    keptUntil,
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
