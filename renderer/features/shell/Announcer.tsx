import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../state/app-context.tsx';

interface AnnouncerProps {
  /** The cohort on screen. */
  readonly cohort: number | null;
}

/** Says politely, for those who read by ear, what a sync changed in the cohort on screen. */
export function Announcer({ cohort: id }: AnnouncerProps) {
  const { snapshot, t } = useApp();
  const [said, setSaid] = useState({ revision: 0, sentence: '' });
  const cohort = snapshot.cohorts.find((one) => one.id === id);
  const seen = useRef({ id, revision: cohort?.revision });
  useEffect(() => {
    if (cohort === undefined || seen.current.id !== cohort.id) {
      seen.current = { id, revision: cohort?.revision };
      return;
    }
    if (cohort.arriving !== null || seen.current.revision === cohort.revision) return;
    seen.current.revision = cohort.revision;
    setSaid({ revision: cohort.revision, sentence: t.cohort.announce(cohort.joined, cohort.left) });
  }, [id, cohort, t]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {/* an element of its own, since the same words again are news, too */}
      <span key={said.revision}>{said.sentence}</span>
    </div>
  );
}
