import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { RollcallError } from '../../../shared/errors.ts';
import { type Language, messages } from '../../../shared/messages/messages.ts';
import type { Logger } from '../../log.ts';
import type { SecretBox } from '../../settings/secret-box.ts';
import { simulate } from '../../simulator/simulate.ts';
import type { Store } from '../../store/store.ts';
import { SAMPLE_PROJECT } from '../sample-project.ts';

export interface SamplePorts {
  readonly store: Store;
  readonly hookUrl: string;
  readonly secrets: SecretBox;
  readonly language: () => Language;
  readonly isPaused: () => boolean;
  readonly log: Logger;
  readonly onChanged: () => void;
}

const SAMPLE_COHORT = 'sample';
const SHAPE = {
  members: 2400,
  pageSize: 100,
  syncs: 4,
  churn: 0.03,
  seed: 20_261,
  // Slow enough to be watched, as pages come over the internet.
  pauseMs: 60,
  // Whoever pauses receiving meanwhile ends the sample rather than waits for it.
  retryDelaysMs: [500, 1000],
};

export interface Sample {
  readonly handlers: Pick<Handlers<AppContract>, 'sample.start' | 'sample.remove'>;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Plays Mixpanel to our own receiver: the sample goes the way of every delivery. */
export function createSample(ports: SamplePorts): Sample {
  const { store, log, onChanged } = ports;
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;

  async function run(signal: AbortSignal): Promise<void> {
    const credentials = ports.secrets.hookCredentials();
    try {
      await simulate(
        {
          ...SHAPE,
          url: ports.hookUrl,
          projectId: SAMPLE_PROJECT,
          cohortId: SAMPLE_COHORT,
          name: messages(ports.language()).sample.cohortName,
          user: credentials?.user,
          password: credentials?.password,
        },
        () => {},
        signal,
      );
    } catch (error) {
      if (!signal.aborted) log.error('sample.failed', error);
    } finally {
      running = null;
      onChanged();
    }
  }

  async function stop(): Promise<void> {
    running?.stop.abort();
    await running?.ended;
  }

  return {
    isRunning: () => running !== null,
    stop,
    handlers: {
      'sample.start': () => {
        if (running !== null) throw new RollcallError('SAMPLE_RUNNING');
        if (ports.isPaused()) throw new RollcallError('PAUSED');
        const controller = new AbortController();
        running = { stop: controller, ended: run(controller.signal) };
        onChanged();
        return {};
      },
      'sample.remove': async () => {
        await stop();
        // What was sent last may not be applied yet, and then there is no cohort to be found.
        await store.applyAll();
        const cohorts = await store.read('cohorts', { nowMs: Date.now() });
        for (const cohort of cohorts) {
          if (cohort.projectId === SAMPLE_PROJECT) await store.removeCohort(cohort);
        }
        onChanged();
        return {};
      },
    },
  };
}
