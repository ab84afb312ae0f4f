import type { Client } from '../../shared/api/client.ts';
import type { AppContract, Snapshot } from '../../shared/api/contract.ts';
import type { AlarmClock } from '../api/alarm-clock.ts';
import { type CohortNews, changesText } from './changes-text.ts';
import { createAnnounce, type NotifierParts } from './notifications.ts';
import { tellAt } from './when-to-tell.ts';

/** Rounds looked back upon for when something changed. */
const ROUNDS_LOOKED_AT = 50;

export interface ChangeNotifierParts extends Omit<NotifierParts, 'isWindowFocused'> {
  readonly client: Pick<Client<AppContract>, 'call'>;
  readonly now: () => number;
  readonly alarm: (ring: () => void) => AlarmClock;
}

export interface ChangeNotifier {
  /** Resolves when everything in it has been looked at. */
  update(snapshot: Snapshot): Promise<void>;
  close(): void;
}

interface Untold extends CohortNews {
  readonly revision: number;
  /** The number of its last delivery. */
  readonly delivery: number;
  readonly changedAtMs: readonly number[];
}

/**
 * Tells of the changes of the cohorts that the person follows: what was told is remembered by the number of the last
 * delivery, all else is read from the history, so that a restart loses nothing. Feed it every snapshot.
 */
export function createChangeNotifier(parts: ChangeNotifierParts): ChangeNotifier {
  const { Notification, remembered, client, now, onError } = parts;
  const announce = createAnnounce(Notification, parts.show);
  const untold = new Map<number, Untold>();
  let latest: Snapshot | null = null;
  let looking: Promise<void> | null = null;
  let looksAgain = false;

  const look = async ({ id, name, cohortId, revision }: Cohort): Promise<void> => {
    const rounds = await client.call('rounds.list', { cohort: id, limit: ROUNDS_LOOKED_AT });
    const delivery = rounds[0]?.lastDelivery ?? 0;
    const told = remembered.value.followed[id] ?? null;
    // A number from before a restored backup means nothing any more.
    const since = told === null || told > delivery ? delivery : told;
    const [joined, left] = await Promise.all([
      countOf(client, id, 'joined', since, delivery),
      countOf(client, id, 'left', since, delivery),
    ]);
    const sinceThen = rounds.filter((round) => round.lastDelivery > since);
    // Who was in the first sync and left right after it changed no round as a whole: the last one stands for it.
    const ofNews = sinceThen.filter(changed);
    const fresh = ofNews.length > 0 ? ofNews : sinceThen.slice(0, 1);
    // A round that goes on does not put off what it brought first.
    const before = untold.get(id)?.changedAtMs ?? [];
    const changedAtMs = [...new Set([...before, ...fresh.map(({ lastAtMs }) => lastAtMs)])];
    const news = { id, name: name ?? cohortId, joined, left, revision, delivery, changedAtMs };
    if (!changed(news)) {
      if (told !== delivery) await mark([news]);
      untold.set(id, { ...news, changedAtMs: [] });
    } else untold.set(id, news);
  };

  const mark = async (told: readonly Untold[]): Promise<void> => {
    const { followed } = remembered.value;
    // Whom the person no longer follows stays away.
    const numbers = told.flatMap(({ id, delivery }) => (id in followed ? [[id, delivery]] : []));
    await remembered.update({ followed: { ...followed, ...Object.fromEntries(numbers) } });
  };

  const lookAround = async ({ cohorts, language }: Snapshot): Promise<void> => {
    const followed = cohorts.filter(({ id }) => String(id) in remembered.value.followed);
    for (const id of untold.keys()) {
      if (!followed.some((cohort) => cohort.id === id)) untold.delete(id);
    }
    for (const cohort of followed) {
      const isNews = untold.get(cohort.id)?.revision !== cohort.revision;
      if (cohort.state !== 'receiving' && isNews) await look(cohort);
    }
    const news = [...untold.values()].filter(changed);
    const dueAtMs = tellAt(
      news.flatMap(({ changedAtMs }) => changedAtMs),
      remembered.value,
    );
    const isDue = dueAtMs !== null && dueAtMs <= now();
    alarm.set(isDue ? null : dueAtMs);
    if (!isDue) return;
    await mark(news);
    for (const told of news) {
      untold.set(told.id, { ...told, joined: 0, left: 0, changedAtMs: [] });
    }
    const text = changesText(news, language);
    if (text !== null && Notification.isSupported()) announce(text, text.cohort);
  };

  /** One look at a time; what came meanwhile is looked at afterwards. */
  const follow = (): Promise<void> => {
    looksAgain = true;
    looking ??= lookWhileThereIsNews();
    return looking;
  };

  const lookWhileThereIsNews = async (): Promise<void> => {
    try {
      while (looksAgain) {
        looksAgain = false;
        await (latest === null ? null : lookAround(latest));
      }
    } catch (error) {
      onError(error);
    } finally {
      looking = null;
    }
  };

  const alarm = parts.alarm(() => void follow());
  return {
    update(snapshot) {
      latest = snapshot;
      return follow();
    },
    close: () => alarm.close(),
  };
}

type Cohort = Snapshot['cohorts'][number];

/** How many joined or left between two deliveries and stayed so. */
async function countOf(
  client: ChangeNotifierParts['client'],
  cohort: number,
  what: 'joined' | 'left',
  since: number,
  at: number,
): Promise<number> {
  if (since === at) return 0;
  const { count } = await client.call('members.rows', {
    cohort,
    selection: { what, since, at },
    order: 'joined',
    descending: false,
    offset: 0,
    limit: 1,
  });
  return count;
}

function changed({ joined, left }: { readonly joined: number; readonly left: number }): boolean {
  return joined > 0 || left > 0;
}
