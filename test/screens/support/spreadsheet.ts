import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tempDir } from '../../exporting/support/cohort.ts';

export interface TakenCell {
  readonly type: string;
  readonly text: string;
}

/** The first line of a table as LibreOffice of this locale takes it from HTML, which it also does when it is pasted. */
export async function takenFromHtml(html: string, locale: string): Promise<readonly TakenCell[]> {
  const dir = tempDir();
  mkdirSync(join(dir, 'profile', 'user'), { recursive: true });
  writeFileSync(join(dir, 'profile', 'user', 'registrymodifications.xcu'), settings(locale));
  writeFileSync(join(dir, 'table.html'), `<meta charset="utf-8">${html}`);
  await promisify(execFile)('soffice', [
    `-env:UserInstallation=${pathToFileURL(join(dir, 'profile'))}`,
    '--headless',
    '--infilter=HTML (StarCalc)',
    '--convert-to',
    'fods',
    '--outdir',
    dir,
    join(dir, 'table.html'),
  ]);
  const sheet = readFileSync(join(dir, 'table.fods'), 'utf8');
  const cells = sheet.matchAll(
    /<table:table-cell(?=[^>]*?office:value-type="(\w+)")(?:(?=[^>]*?number-columns-repeated="(\d+)"))?[^>]*>\s*<text:p>([^<]*)/g,
  );
  return [...cells].flatMap(([, type = '', times = '1', text = '']) =>
    Array.from({ length: Number(times) }, () => ({ type, text })),
  );
}

function settings(locale: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${locale}</value></prop>
</item>
</oor:items>`;
}
