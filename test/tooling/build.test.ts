import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RollcallError } from '../../shared/errors.ts';
import { errorSentence } from '../../shared/messages/messages.ts';
import { createFixtureProject, type FixtureProject, outcomeOf } from './fixture-project.ts';

const launcherPath = resolve(import.meta.dirname, '..', '..', 'build', 'run.mjs');

describe('a build that is there and fresh', () => {
  let project: FixtureProject;

  beforeAll(async () => {
    project = createFixtureProject();
    const { code, stdout, stderr } = await project.run('run.mjs', ['--build']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('Building');
    return () => project[Symbol.dispose]();
  });

  it('is used without a word', async () => {
    expect(await project.run('run.mjs', ['--build'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('leaves both streams to the command', async () => {
    const { code, stdout, stderr } = await project.run('run.mjs', ['say', '--x', 'a b']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      greeting: 'hello',
      cwd: project.dir,
      args: ['say', '--x', 'a b'],
    });
  });

  it('is fresh whatever the modification times say', async () => {
    utimesSync(join(project.dir, 'shared/greeting.ts'), new Date(), new Date());
    expect(await project.run('run.mjs', ['--build'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('starts the app', async () => {
    const { stdout } = await project.run('run.mjs', ['start', '--hidden']);
    expect(stdout).toBe('started --hidden\n');
  });

  it('passes the exit code on', async () => {
    expect((await project.run('run.mjs', ['exit', '7'])).code).toBe(7);
  });

  it('lets the command answer a signal', async () => {
    const child = project.start('run.mjs', ['wait']);
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await outcomeOf(child)).toEqual({ code: 0, stdout: 'ready\nclosed\n', stderr: '' });
  });

  it.skipIf(process.platform === 'win32')('answers a signal that npm was sent', async () => {
    const child = project.startNpm('rollcall', ['wait'], tmpdir());
    child.stdout?.once('data', () => child.kill('SIGTERM'));
    expect(await outcomeOf(child)).toEqual({ code: 0, stdout: 'ready\nclosed\n', stderr: '' });
  });

  it('hears from npm where it was called', async () => {
    const cwd = join(project.dir, 'renderer');
    const { stdout } = await outcomeOf(project.startNpm('rollcall', ['say', '-n', 'a "b"'], cwd));
    expect(JSON.parse(stdout)).toMatchObject({ cwd, args: ['say', '-n', 'a "b"'] });
  });

  it('finds a thread beside the chunk that starts it', async () => {
    const { stdout } = await project.run('run.mjs', ['thread']);
    expect(stdout).toBe('from the thread\n');
  });

  it('gives the command the folder npm was called in', async () => {
    const callerDir = join(project.dir, 'caller');
    mkdirSync(callerDir);
    const { stdout } = await project.run('run.mjs', ['say'], { env: { INIT_CWD: callerDir } });
    expect(JSON.parse(stdout)).toMatchObject({ cwd: callerDir });
  });

  it('keeps its own folder when started outside the package by a script of another', async () => {
    const cwd = join(project.dir, 'main');
    const { stdout } = await project.run('run.mjs', ['say'], {
      cwd,
      env: { INIT_CWD: project.dir },
    });
    expect(JSON.parse(stdout)).toMatchObject({ cwd });
  });
});

describe('a build that is missing or stale', () => {
  it('is made once, however many ask at the same time', async () => {
    using project = createFixtureProject();
    const calls = [1, 2, 3, 4].map(() => project.run('run.mjs', ['say']));
    const outcomes = await Promise.all(calls);
    for (const { code, stdout } of outcomes) {
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ greeting: 'hello' });
    }
    expect(outcomes.filter(({ stderr }) => stderr.includes('Building'))).toHaveLength(1);
  });

  it('is made again after a change, and after a loss', async () => {
    using project = createFixtureProject();
    await project.run('run.mjs', ['--build']);

    project.write('shared/greeting.ts', "export const greeting: string = 'good day';");
    const changed = await project.run('run.mjs', ['say']);
    expect(JSON.parse(changed.stdout)).toMatchObject({ greeting: 'good day' });

    rmSync(join(project.dir, 'dist', 'renderer'), { recursive: true });
    const lost = await project.run('run.mjs', ['--build']);
    expect(lost).toMatchObject({ code: 0, stdout: '' });
    expect(existsSync(join(project.dir, 'dist', 'renderer', 'index.html'))).toBe(true);
  });

  it('makes the page for people, whoever asks', async () => {
    using project = createFixtureProject();
    await project.run('run.mjs', ['--build'], { env: { NODE_ENV: 'test' } });
    const assets = join(project.dir, 'dist', 'renderer', 'assets');
    const [script = ''] = readdirSync(assets).filter((name) => name.endsWith('.js'));
    expect(readFileSync(join(assets, script), 'utf8')).toMatch(/title=[`"']production[`"']/);
  });

  it('fails in words on stderr and leaves the last build alone', async () => {
    using project = createFixtureProject();
    await project.run('run.mjs', ['--build']);
    project.write('shared/greeting.ts', 'export const greeting = ;');

    const { code, stdout, stderr } = await project.run('run.mjs', ['say']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('shared/greeting.ts:1');
    expect(existsSync(join(project.dir, 'dist', 'main', 'rollcall.js'))).toBe(true);
  });

  it('is made by the next who asks when the builder was killed', async () => {
    using project = createFixtureProject();
    const builder = project.start('build.mjs', []);
    builder.stderr?.once('data', () => builder.kill('SIGKILL'));
    await once(builder, 'close');
    expect(existsSync(join(project.dir, 'dist', 'build.json'))).toBe(false);

    expect((await project.run('run.mjs', ['say'])).code).toBe(0);
    expect(readdirSync(join(project.dir, 'dist')).sort()).toEqual([
      '.lock',
      'build.json',
      'electron',
      'main',
      'renderer',
    ]);
  });

  it('says which two entries would become one file', async () => {
    using project = createFixtureProject();
    project.write('main/other/echo-thread.ts', 'export {};');
    const { code, stderr } = await project.run('run.mjs', ['--build']);
    expect(code).toBe(1);
    expect(stderr).toContain('echo-thread.js');
  });
});

describe('an older Node', () => {
  it('is told so in a sentence', () => {
    const pretend =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.9.0' } })";
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, launcherPath, 'say'],
      { encoding: 'utf8' },
    );
    const sentence = errorSentence(new RollcallError('NODE_TOO_OLD', { version: 'v22.9.0' }), 'en');
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: `${sentence}\n` });
  });

  const older = olderNode();
  it.skipIf(older === null)('can read the launcher', () => {
    const { status, stderr } = spawnSync(older ?? '', [launcherPath, 'say'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^Rollcall needs Node\.js 24 or newer, and this is v\d+\.\d+\.\d+\. .*\n$/,
    );
  });
});

/** A Node before 24 that this machine happens to have. */
function olderNode(): string | null {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir, 'node');
    if (!existsSync(path)) continue;
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (Number.parseInt(stdout.slice(1), 10) < 24) return path;
  }
  return null;
}
