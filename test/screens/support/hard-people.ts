import { simulate } from '../../../main/simulator/simulate.ts';
import { sendPage } from '../../support/mixpanel.ts';

const LONGEST = 160;
const COHORTS = 40;

/** Names as long as people give them, with and without a place to break, and in scripts that run the other way. */
const HARD_NAMES = [
  longOf('Trial users who completed onboarding but never invited a teammate (EU), '),
  longOf('churn_risk__no_session_in_14_days__'),
  longOf('مستخدمون أكملوا التسجيل ولم يدعوا زميلًا '),
  longOf('משתמשים שסיימו הרשמה 2026 '),
  longOf('オンボーディングを完了したが招待していない体験版の利用者'),
] as const;

const PEOPLE = [
  {
    mixpanel_distinct_id: longOf('$device:19a0c4f3b7de5512'),
    first_name: longOf('Wolfeschlegelsteinhausenbergerdorff'),
    last_name: longOf('Ötztal-Müller von und zu '),
    email: `${'a'.repeat(64)}@${'b'.repeat(60)}.example.com`,
    [longOf('a property that nobody named shortly ')]: longOf('unbreakable_value_'),
  },
  {
    mixpanel_distinct_id: 'rtl',
    first_name: 'محمد عبد الرحمن',
    last_name: 'الأنصاري',
    city: 'القاهرة',
    email: 'rtl@example.com',
  },
] as const;

/** What screens find hard to fit: forty cohorts, names of 160 characters, people who are read from the right. */
export async function sendHardCohorts(hookUrl: string): Promise<void> {
  for (let at = 0; at < COHORTS; at += 1) {
    await simulate(
      {
        url: hookUrl,
        cohortId: String(101 + at),
        name: HARD_NAMES[at] ?? `Cohort ${at + 1}`,
        members: at === 0 ? 1_200 : 3,
        syncs: at === 0 ? 2 : 1,
        props: at === 0 ? 8 : 1,
        seed: 11,
        projectId: '1234567',
      },
      () => {},
      new AbortController().signal,
    );
  }
  await sendPage(hookUrl, {
    action: 'add_members',
    project: '1234567',
    cohort: '101',
    name: HARD_NAMES[0],
    session: 'hard people',
    members: PEOPLE,
  });
}

function longOf(text: string): string {
  return text.repeat(LONGEST).slice(0, LONGEST);
}
