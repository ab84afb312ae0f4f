import type { Cohort } from '../../../shared/api/model.ts';
import { Notice } from '../../components/Notice.tsx';
import { type App, useApp } from '../../state/app-context.tsx';

/** Why the list is not known to be whole, in figures; nothing where it is. What is arriving is shown by its progress. */
export function WholenessNotice({ cohort }: { readonly cohort: Cohort }) {
  const app = useApp();
  const sentences = wholenessSentences(cohort, app);
  if (sentences.length === 0) return null;
  const { reasons } = cohort.completeness;
  const isLacking = reasons.includes('pages') || cohort.withheld > 0;
  const look = reasons.includes('failed') ? 'failure' : isLacking ? 'attention' : 'plain';
  return <Notice look={look}>{app.t.common.sentences(sentences)}</Notice>;
}

function wholenessSentences(
  { completeness, incomplete, withheld }: Cohort,
  { t, format }: Pick<App, 't' | 'format'>,
): string[] {
  const { state, reasons, unidentified } = completeness;
  const sentences: string[] = [];
  if (reasons.includes('pages') && incomplete !== null) {
    const { startedAtMs, missingPages, totalPages, mostPeople } = incomplete;
    const when = format.moment(startedAtMs);
    sentences.push(t.cohort.partial(when, missingPages, totalPages, mostPeople));
  }
  if (reasons.includes('failed')) sentences.push(t.cohort.failed);
  if (state === 'assumed') sentences.push(t.cohort.baselineAssumed);
  else if (reasons.length === 1 && reasons[0] === 'start') sentences.push(t.cohort.baselineUnknown);
  else if (reasons.includes('start')) sentences.push(t.cohort.startUnknown);
  if (unidentified > 0) sentences.push(t.cohort.unidentified(unidentified));
  if (withheld > 0) sentences.push(t.cohort.withheld(withheld));
  return sentences;
}
