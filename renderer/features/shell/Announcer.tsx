import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';

interface AnnouncerProps {
  /** The cohort on screen. */
  readonly cohort: number | null;
}

/** Says politely, for those who read by ear, what a sync changed in the cohort on screen. */
export function Announcer({ cohort: id }: AnnouncerProps) {
  const { snapshot, t, api } = useApp();
  const [said, setSaid] = useState({ revision: 0, sentence: '' });
  const cohort = snapshot.cohorts.find((one) => one.id === id);
  const { lastDelivery } = snapshot;
  const revision = cohort?.revision;
  const isArriving = cohort !== undefined && cohort.arriving !== null;
  const seen = useRef({ id, revision, lastDelivery });
  useEffect(() => {
    const before = seen.current;
    if (before.id === id && (isArriving || before.revision === revision)) return;
    seen.current = { id, revision, lastDelivery };
    if (id === null || revision === undefined || before.id !== id) return;
    // Since what was said last: the figures on screen are those of the whole round.
    const countOf = async (what: 'joined' | 'left') => {
      const selection = { what, since: before.lastDelivery, at: 'now' } as const;
      const order = { order: 'joined', descending: true, offset: 0, limit: 1 } as const;
      return (await api.call('members.rows', { cohort: id, selection, ...order })).count;
    };
    Promise.all([countOf('joined'), countOf('left')]).then(
      ([joined, left]) => {
        const isNewest = seen.current.id === id && seen.current.revision === revision;
        if (isNewest) setSaid({ revision, sentence: t.cohort.announce(joined, left) });
      },
      () => {},
    );
  }, [id, revision, isArriving, lastDelivery, api, t]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {/* an element of its own, since the same words again are news, too */}
      <span key={said.revision}>{said.sentence}</span>
    </div>
  );
}
