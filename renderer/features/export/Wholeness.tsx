import type { Completeness } from '../../../shared/api/completeness.ts';
import { completenessSentences } from '../../../shared/completeness-sentences.ts';
import { messages } from '../../../shared/messages/messages.ts';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';

/** What of the list is not known to be whole, said before it is written; nothing while that is not known. */
export function Wholeness({ completeness }: { readonly completeness: Completeness | null }) {
  const { t, language } = useApp();
  if (completeness === null) return null;
  const sentences = completenessSentences(completeness, messages(language).exportWarnings);
  if (sentences.length === 0) return null;
  return <Notice look="attention">{t.common.sentences(sentences)}</Notice>;
}
