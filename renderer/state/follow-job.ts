import type { ApiError } from '../../shared/api/transport.ts';
import { RollcallError } from '../../shared/errors.ts';
import type { Api } from './api.ts';

/** What is told of a piece of work that main does for a page. */
export interface JobState {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly error: ApiError | null;
}

/** How one kind of work is asked about. */
export interface JobPort<S extends JobState> {
  readonly idOf: (state: S) => string;
  readonly listen: (listener: (state: S) => void) => () => void;
  /** Rejects when main knows nothing of it any more. */
  readonly ask: (id: string) => Promise<S>;
  readonly cancel: (id: string) => Promise<unknown>;
}

interface Follower<S> {
  readonly onState: (state: S) => void;
  readonly onFailure: (reason: unknown) => void;
}

/** Tells of a job until it is over. What was missed, while its id or main was not there, is asked for. */
export function followJob<S extends JobState>(
  api: Api,
  port: JobPort<S>,
  id: string,
  { onState, onFailure }: Follower<S>,
): void {
  let isOver = false;
  const end = (): void => {
    isOver = true;
    stopListening();
    stopAsking();
  };
  const take = (next: S): void => {
    if (isOver || port.idOf(next) !== id) return;
    if (next.state !== 'running') end();
    onState(next);
  };
  const ask = (): void => {
    port.ask(id).then(take, (reason: unknown) => {
      const isAway = reason instanceof RollcallError && reason.code === 'UNREACHABLE';
      if (isOver || isAway) return;
      end();
      onFailure(reason);
    });
  };
  const stopListening = port.listen(take);
  const stopAsking = api.onBack(ask);
  ask();
}
