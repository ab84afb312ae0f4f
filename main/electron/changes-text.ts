import { type Language, messages } from '../../shared/messages/messages.ts';

/** What is new about a cohort. Counts alone: a notification stands on locked screens, too. */
export interface CohortNews {
  readonly id: number;
  readonly name: string;
  readonly joined: number;
  readonly left: number;
}

export interface ChangesText {
  readonly title: string;
  readonly body: string;
  /** The one that changed most, where a click leads. */
  readonly cohort: number;
}

/** One notification of all that changed; null: nothing did. */
export function changesText(news: readonly CohortNews[], language: Language): ChangesText | null {
  const [most, second] = [...news].sort((a, b) => sizeOf(b) - sizeOf(a));
  if (most === undefined) return null;
  const { changes: say } = messages(language).desktop;
  const counts = countsOf(news, language);
  if (second === undefined) return { title: say.ofOne(most.name), body: counts, cohort: most.id };
  const count = new Intl.NumberFormat(language).format(news.length);
  return { title: say.ofSeveral(count), body: say.most(counts, most.name), cohort: most.id };
}

function countsOf(news: readonly CohortNews[], language: Language): string {
  const { changes: say } = messages(language).desktop;
  const number = new Intl.NumberFormat(language);
  const joined = news.reduce((sum, cohort) => sum + cohort.joined, 0);
  const left = news.reduce((sum, cohort) => sum + cohort.left, 0);
  const inWords = [say.joined(number.format(joined)), say.left(number.format(left))] as const;
  if (joined === 0) return inWords[1];
  return left === 0 ? inWords[0] : say.both(...inWords);
}

function sizeOf({ joined, left }: CohortNews): number {
  return joined + left;
}
