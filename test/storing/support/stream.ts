import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, sendPage } from '../../support/mixpanel.ts';
import { until } from '../../support/until.ts';

/** A sender that adds one person after the other and repeats whom it got no success for, as Mixpanel does. */
export interface Stream {
  /** People of whom Rollcall said that it has them. */
  readonly acknowledged: readonly string[];
  readonly answers: readonly Answer[];
  /** Resolves with the first answer of this status from now on. */
  readonly nextAnswer: (status: number) => Promise<Answer>;
  /** Resolves once this many more people are acknowledged. */
  readonly moreAcknowledged: (count: number) => Promise<void>;
  /** Stops after the person under way was acknowledged or refused. */
  readonly stop: () => Promise<void>;
}

const PAUSE_MS = 10;
const PATIENCE_MS = 30_000;

export function startStream(hookUrl: string, cohort = '7'): Stream {
  const acknowledged: string[] = [];
  const answers: Answer[] = [];
  let isStopped = false;

  const run = async (): Promise<void> => {
    for (let person = 1; !isStopped; ) {
      const id = `person-${String(person).padStart(5, '0')}`;
      const page = { action: 'add_members', cohort, session: id, members: [id] } as const;
      const answer = await sendPage(hookUrl, page);
      answers.push(answer);
      if (answer.status === 200) {
        acknowledged.push(id);
        person += 1;
      }
      await wait(PAUSE_MS);
    }
  };

  const running = run();
  running.catch(() => {});
  return {
    acknowledged,
    answers,
    nextAnswer(status) {
      const from = answers.length;
      return until(
        `the stream is answered with ${status}`,
        () => answers.slice(from).find((answer) => answer.status === status),
        PATIENCE_MS,
      );
    },
    async moreAcknowledged(count) {
      const wanted = acknowledged.length + count;
      await until(
        `${count} more are acknowledged`,
        () => acknowledged.length >= wanted,
        PATIENCE_MS,
      );
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
