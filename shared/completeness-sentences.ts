import type { Completeness, IncompleteReason } from './api/completeness.ts';
import type { Messages } from './messages/messages.ts';

type Sentences = Messages['exportWarnings'];

/** What a file does not say by itself of how whole its list is: one sentence a reason, none if it is whole. */
export function completenessSentences(
  { state, reasons, unidentified }: Completeness,
  sentences: Sentences,
): string[] {
  const sentenceFor = (reason: IncompleteReason): string =>
    reason === 'start' && state === 'assumed' ? sentences.assumed : sentences[reason];
  return [
    ...reasons.map(sentenceFor),
    ...(unidentified > 0 ? [sentences.unidentified(unidentified)] : []),
  ];
}
