// Makes the npm package of the command: `node build/package/npm.ts [FOLDER]`. It is what the installed app is, without the
// desktop shell: everything is bundled but ngrok's SDK, so that its manifest is not the checkout's.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { NOTICES_PATH, writeNotices } from './notices.ts';

const ROOT_DIR = join(import.meta.dirname, '..', '..');
const SDK = '@ngrok/ngrok';
const TEXTS = ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md'];
/** What `npm start` runs in a checkout. */
const CHECKOUT_ONLY = /^start(-[^.]+)?\.js$/;

const outDir = resolve(process.argv[2] ?? join(ROOT_DIR, 'release'));
const stageDir = join(outDir, 'npm');
rmSync(stageDir, { recursive: true, force: true });
mkdirSync(stageDir, { recursive: true });
for (const name of ['main', 'renderer']) {
  cpSync(join(ROOT_DIR, 'dist', name), join(stageDir, 'dist', name), {
    recursive: true,
    filter: (path) => !CHECKOUT_ONLY.test(basename(path)),
  });
}
for (const name of TEXTS) cpSync(join(ROOT_DIR, name), join(stageDir, name));
writeNotices();
cpSync(NOTICES_PATH, join(stageDir, basename(NOTICES_PATH)));
writeFileSync(join(stageDir, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const packed = execFileSync(npm, ['pack', '--silent', '--pack-destination', outDir], {
  cwd: stageDir,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
process.stdout.write(`${join(outDir, packed.trim())}\n`);

function manifest(): object {
  const root = JSON.parse(readFileSync(join(ROOT_DIR, 'package.json'), 'utf8'));
  const { name, version, description, license, type, engines, bin, dependencies } = root;
  return {
    ...{ name, version, description, license, type, engines, bin },
    files: ['dist', basename(NOTICES_PATH), ...TEXTS],
    dependencies: { [SDK]: dependencies[SDK] },
  };
}
