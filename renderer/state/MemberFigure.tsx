import type { Cohort } from '../../shared/api/model.ts';
import { useApp } from './app-context.tsx';

/** How many are in, marked where that is not known to be everybody. */
export function MemberFigure({ cohort }: { readonly cohort: Cohort }) {
  const { t, format } = useApp();
  const { state, reasons } = cohort.completeness;
  const isMarked = state !== 'whole' && reasons.some((reason) => reason !== 'receiving');
  return (
    <span className="figures" title={isMarked ? t.cohort.notWhole : undefined}>
      {isMarked && (
        <>
          <span aria-hidden="true">{t.cohort.about} </span>
          <span className="visually-hidden">{t.cohort.notWhole} </span>
        </>
      )}
      {format.number(cohort.members)}
    </span>
  );
}
