// Makes the npm package of the command: `node build/package/npm.ts [FOLDER]`. It is what the installed app is, without the
// desktop shell: everything is bundled but ngrok's SDK, so that its manifest is not the checkout's.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { NOTICES_PATH, writeNotices } from './notices.ts';

const ROOT_DIR = join(import.meta.dirname, '..', '..');
const SDK = '@ngrok/ngrok';
const TEXTS = ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md'];
/** What the command is started with, and what it starts itself. */
const ENTRIES = /^rollcall\.js$|-(thread|process)\.js$/;
const IMPORTED = /(?:from|import) ?\(?"\.\/([^"]+)"/g;

const outDir = resolve(process.argv[2] ?? join(ROOT_DIR, 'release'));
const stageDir = join(outDir, 'npm');
rmSync(stageDir, { recursive: true, force: true });
mkdirSync(stageDir, { recursive: true });
const mainDir = join('dist', 'main');
for (const name of reachable(join(ROOT_DIR, mainDir))) {
  cpSync(join(ROOT_DIR, mainDir, name), join(stageDir, mainDir, name));
}
cpSync(join(ROOT_DIR, 'dist', 'renderer'), join(stageDir, 'dist', 'renderer'), { recursive: true });
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

/** The entries and the chunks that they load; the others are the desktop's or a checkout's. */
function reachable(dir: string): Set<string> {
  const found = new Set(readdirSync(dir).filter((name) => ENTRIES.test(name)));
  for (const name of found) {
    for (const [, imported = ''] of readFileSync(join(dir, name), 'utf8').matchAll(IMPORTED)) {
      found.add(imported); // and visited by the loop in its turn
    }
  }
  return found;
}

function manifest(): object {
  const root = JSON.parse(readFileSync(join(ROOT_DIR, 'package.json'), 'utf8'));
  const { name, version, description, license, type, engines, bin, dependencies } = root;
  return {
    ...{ name, version, description, license, type, engines, bin },
    files: ['dist', basename(NOTICES_PATH), ...TEXTS],
    dependencies: { [SDK]: dependencies[SDK] },
  };
}
