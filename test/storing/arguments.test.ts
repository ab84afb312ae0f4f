import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runRollcall } from '../support/start-rollcall.ts';
import { failure } from './support/failure.ts';

const COMMANDS = ['serve', 'export', 'cohorts', 'syncs', 'status', 'tunnel-policy', 'simulate'];

/** Never made. */
const dataDir = join(tmpdir(), 'rollcall-test-no-such-folder');

describe('help', () => {
  it.concurrent.for(COMMANDS)('rollcall %s --help tells its options on stdout', async (command) => {
    const { code, stdout, stderr } = await runRollcall([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^rollcall ${command}: .+\n\n( +--[a-z-]+.*\n)+`));
  });

  it('rollcall --help names every command', async () => {
    const { code, stdout } = await runRollcall(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(`  ${command} `);
  });
});

describe('a mistake in the arguments is one sentence on stderr:', () => {
  it.concurrent.for<[string, string[], RegExp]>([
    ['no command', [], /--help/],
    ['an unknown command', ['serv'], /"serv"/],
    ['an unknown option', ['serve', '--prot', '1'], /'--prot'/],
    ['a stray word', ['cohorts', 'all'], /'all'/],
    ['an option without its value', ['serve', '--port'], /--port/],
    ['a switch with a value', ['cohorts', '--json=yes'], /--json/],
    ['no number', ['serve', '--port', 'x'], /from 0 to 65535/],
    ['a number out of range', ['serve', '--port', '65536'], /from 0 to 65535/],
    ['an unknown word', ['serve', '--tunnel', 'magic'], /none or ngrok or manual/],
    [
      'a domain that is none',
      ['serve', '--ngrok-domain', 'not a domain'],
      /not a domain that ngrok can use/,
    ],
    ['a short hook token', ['serve', '--hook-token', 'a'.repeat(15)], /16 to 128/],
    ['a long hook token', ['serve', '--hook-token', 'a'.repeat(129)], /16 to 128/],
    ['a hook token with a slash', ['serve', '--hook-token', 'a/'.repeat(10)], /16 to 128/],
    ['no cohort', ['syncs'], /--cohort/],
    ['no cohort to export', ['export'], /--cohort/],
    ['no address', ['simulate'], /--url/],
  ])('%s', async ([_name, args, sentence]) => {
    const dir = ['serve', 'cohorts', 'syncs', 'export'].includes(args[0] ?? '')
      ? ['--data-dir', dataDir]
      : [];
    expect(await failure([...args, ...dir])).toMatch(sentence);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each(['localhost', 'localhost:99999', 'localhost:0', 'a b:443'])(
    'a place of ngrok’s service in the environment that is none (%s)',
    async (place) => {
      const environment = { ROLLCALL_NGROK_SERVER: place };
      const sentence = await failure(['serve', '--data-dir', dataDir], { environment });
      expect(sentence).toContain(`ROLLCALL_NGROK_SERVER takes host:port, not "${place}".`);
    },
  );

  it('a bad hook token in the environment is not repeated', async () => {
    const environment = { ROLLCALL_HOOK_TOKEN: 'secret but bad' };
    const sentence = await failure(['serve', '--data-dir', dataDir], { environment });
    expect(sentence).not.toContain('secret');
  });
});
