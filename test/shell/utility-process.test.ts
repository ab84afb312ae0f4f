import { expect, it } from 'vitest';
import { createStartUtilityProcess } from '../../main/electron/utility-process-helper.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import { UtilityProcessDouble } from './support/utility-process-double.ts';

sayWhatItRunsOn();

function start(environment: Record<string, string> = {}) {
  const heard: unknown[] = [];
  const started: UtilityProcessDouble[] = [];
  const startHelper = createStartUtilityProcess(
    {
      fork(path, _args, options) {
        const child = new UtilityProcessDouble(path, options);
        started.push(child);
        return child;
      },
    },
    environment,
  );
  const helper = startHelper('/app/ngrok-process.js', (message) => heard.push(message));
  const [child = new UtilityProcessDouble()] = started;
  return { helper, child, heard };
}

it('runs the SDK’s process as one of Electron’s, and carries what is said', () => {
  const { helper, child, heard } = start();
  expect(child.path).toBe('/app/ngrok-process.js');
  helper.post({ kind: 'close' });
  child.emit('message', { kind: 'ready' });
  expect(child.posted).toEqual([{ kind: 'close' }]);
  expect(heard).toEqual([{ kind: 'ready' }]);
});

it('says when the process is gone', async () => {
  const { helper, child } = start();
  helper.kill();
  await helper.gone;
  expect(child.kills).toBe(1);
});

it('keeps the token out of its environment and its words out of the terminal', () => {
  const { child } = start({ NGROK_AUTHTOKEN: 'secret', HOME: '/home/person' });
  expect(child.options).toMatchObject({ stdio: 'ignore', env: { HOME: '/home/person' } });
  expect(JSON.stringify(child.options)).not.toContain('secret');
});
