import { RollcallError } from '../../shared/errors.ts';
import type { TunnelSettings } from '../settings/tunnel.ts';
import { type Failure, final } from './failure.ts';
import type { SettingsInForce } from './looks.ts';
import { makeProvider, type ProviderPorts } from './make-provider.ts';
import { Supervisor, type SupervisorPorts } from './supervisor.ts';
import { systemTimers } from './timers.ts';

/** How long another address has for its first answer. */
const ANSWER_MS = 20_000;

/** A supervisor whose changes are told to whom it belongs to at the time. */
export interface Opened {
  readonly supervisor: Supervisor;
  listener: SupervisorPorts['onChange'];
}

export function superviseWith(
  look: SupervisorPorts['look'],
  listener: SupervisorPorts['onChange'],
): Opened {
  const opened: Opened = {
    supervisor: new Supervisor({
      timers: systemTimers,
      random: Math.random,
      look,
      onChange: (status, before) => opened.listener(status, before),
    }),
    listener,
  };
  return opened;
}

interface TryOutParts extends Omit<ProviderPorts, 'look' | 'secrets'> {
  readonly lookBy: (by: SettingsInForce) => ProviderPorts['look'];
  /** Aborted when nobody waits any more. */
  readonly ending: AbortSignal;
}

interface Tried {
  readonly opened: Opened;
  /** null: something came in. Else it is closed again. */
  readonly failure: Failure | null;
  /** From now on the settings that are kept hold for it. */
  readonly take: () => void;
}

/** Opens what is wanted beside what there is, until something comes in or it is known why nothing does. */
export async function tryOut(
  parts: TryOutParts,
  wanted: Partial<TunnelSettings>,
  token: string | null,
): Promise<Tried> {
  const { settings, lookBy } = parts;
  let isTaken = false;
  const tried = { ...settings.value, ...wanted };
  const by: SettingsInForce = {
    get value() {
      return isTaken ? settings.value : tried;
    },
  };
  const opened = superviseWith(lookBy(by), () => {});
  const secrets = { ngrokAuthtoken: () => token };
  const provider = makeProvider({ ...parts, settings: by, secrets, look: lookBy(by) });
  if (provider === null) throw new RollcallError('TUNNEL_NOT_ONLINE');
  opened.supervisor.start(provider);
  const failure = await whyNotAnswered(opened, parts.ending);
  if (failure !== null) await opened.supervisor.stop();
  const take = (): void => {
    isTaken = true;
  };
  return { opened, failure, take };
}

/** Resolves with null once a request came in through the address, else with why none does, at the latest after a time. */
async function whyNotAnswered(opened: Opened, ending: AbortSignal): Promise<Failure | null> {
  const { promise, resolve } = Promise.withResolvers<Failure | null>();
  const check = (): void => {
    const { state, provenAtMs, failure, doubt } = opened.supervisor.status;
    if (state === 'online' && provenAtMs !== null) resolve(null);
    else if (failure !== null || doubt !== null) resolve(failure ?? doubt);
  };
  const giveUp = (): void => resolve(final('TUNNEL_NOT_ONLINE'));
  const timer = setTimeout(giveUp, ANSWER_MS);
  ending.addEventListener('abort', giveUp);
  opened.listener = check;
  check();
  const failure = await promise;
  clearTimeout(timer);
  ending.removeEventListener('abort', giveUp);
  return failure;
}
