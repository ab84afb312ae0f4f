import type { TunnelStatus } from '../../../main/tunnel/status.ts';
import { Supervisor } from '../../../main/tunnel/supervisor.ts';
import { ManualTimers } from './manual-timers.ts';
import { ScriptedService } from './scripted-service.ts';

/** A supervisor over a played service and a clock that waits. Chance is in the middle of its range, unless a test wants the ends. */
export function supervise(random: () => number = () => 0.5) {
  const timers = new ManualTimers();
  const service = new ScriptedService(timers);
  const told: TunnelStatus['state'][] = [];
  const supervisor = new Supervisor({
    timers,
    random,
    look: () => service.look(),
    onChange: (status, before) => {
      if (status.state !== before.state) told.push(status.state);
    },
  });
  return { timers, service, supervisor, told };
}

/** One that has just come online. */
export async function online(random?: () => number) {
  const life = supervise(random);
  life.supervisor.start(life.service.provider);
  await life.timers.pass(1_000);
  const { state } = life.supervisor.status;
  if (state !== 'online') throw new Error(`It is ${state}.`);
  return life;
}
