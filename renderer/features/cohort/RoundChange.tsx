import type { Round } from '../../../shared/api/model.ts';
import { useApp } from '../../state/app-context.tsx';

type Change = Pick<Round, 'inSinceBefore' | 'joined' | 'left'>;

/** What a sync changed. The first one is no change: nobody knows since when its people are in. */
export function RoundChange({ inSinceBefore, joined, left }: Change) {
  const { t } = useApp();
  const isFirst = inSinceBefore > 0;
  return (
    <>
      {isFirst && <span>{t.cohort.firstSync}</span>}{' '}
      {(!isFirst || joined > 0) && (
        <span className="joined" title={t.common.joinedWords(joined)}>
          {t.common.joined(joined)}
        </span>
      )}{' '}
      {(!isFirst || left > 0) && (
        <span className="left" title={t.common.leftWords(left)}>
          {t.common.left(left)}
        </span>
      )}
    </>
  );
}
