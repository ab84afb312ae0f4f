import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../storing/support/failure.ts';
import { endAll, runRollcall } from '../support/start-rollcall.ts';
import { type Cohort, cohortOf, member, tempDir } from './support/cohort.ts';

afterEach(endAll);

const SIGNED_UP = member({ email: 'a@b.c', spend: 12.5, signup: '2026-01-02T18:04:05' });

function cohort(): Promise<Cohort> {
  return cohortOf({ action: 'members', members: [SIGNED_UP] });
}

async function exported(
  environment: Readonly<Record<string, string>>,
  ...options: readonly string[]
): Promise<string> {
  const { dir } = await cohort();
  const args = ['export', '--data-dir', dir, '--cohort', '7', ...options];
  const { code, stdout, stderr } = await runRollcall(args, { environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.replace(/^\ufeff/, '').replace(/\r\n$/, '');
}

describe('separator and decimal mark', () => {
  const columns = ['--for', 'excel', '--columns', 'email,spend'];
  it.each([
    ['de_DE.UTF-8', ['--lang', 'en'], 'Email;spend\r\na@b.c;12,5'],
    ['de_DE.UTF-8', ['--lang', 'ja'], 'メールアドレス;spend\r\na@b.c;12,5'],
    ['en_US.UTF-8', ['--lang', 'ja'], 'メールアドレス,spend\r\na@b.c,12.5'],
    ['en_US.UTF-8', ['--region', 'DE'], 'Email;spend\r\na@b.c;12,5'],
    ['de_DE.UTF-8', ['--region', 'jp', '--lang', 'ja'], 'メールアドレス,spend\r\na@b.c,12.5'],
    ['en_US.UTF-8', ['--region', 'CA'], 'Email,spend\r\na@b.c,12.5'],
    ['en_US.UTF-8', ['--region', 'fr-CA'], 'Email;spend\r\na@b.c;12,5'],
  ])('are those of the region, not of the headers: %s %j', async (LANG, options, text) => {
    const environment = { LANG, LC_ALL: LANG };
    expect(await exported(environment, ...columns, ...options)).toBe(text);
  });

  it.each(['ZZ', 'Germany', 'de-', ''])('a region that is none is refused: %j', async (region) => {
    const { dir } = await cohort();
    const args = ['export', '--data-dir', dir, '--cohort', '7', '--region', region];
    expect(await failure(args)).toContain(
      `--region takes a country such as DE, or fr-CA, not "${region}".`,
    );
  });
});

describe('a system whose time zone is unknown', () => {
  const zones = ['', ':/etc/localtime', 'JST-9', 'EST5EDT,M3.2.0,M11.1.0', 'Etc/Unknown', 'Mars/X'];
  it.each(zones)('has its dates in UTC, and the header says so: TZ=%s', async (TZ) => {
    const columns = ['--columns', 'signup', '--for', 'excel', '--lang', 'en'];
    expect(await exported({ TZ }, ...columns)).toBe('signup (UTC)\r\n2026-01-02 18:04:05');
    expect(await exported({ TZ }, '--columns', 'signup')).toBe('signup\r\n2026-01-02T18:04:05');
  });
});

describe('a name that promises another format', () => {
  it.each(['members.xlsx', 'members.XLSX', 'members.json', 'members.csv.gz', 'members.xlsx. '])(
    'is refused, and nothing is written: %s',
    async (name) => {
      const { dir } = await cohort();
      const out = join(tempDir(), name);
      const [, ending] = /\.(\w+)[. ]*$/.exec(name.toLowerCase()) ?? [];
      expect(
        await failure([
          'export',
          '--data-dir',
          dir,
          '--cohort',
          '7',
          '--for',
          'excel',
          '--out',
          out,
        ]),
      ).toBe(
        `This is a CSV file, and a name that ends in .${ending} promises another one. Choose a name that ends in .csv.`,
      );
      expect(existsSync(out)).toBe(false);
    },
  );

  it.each(['members.csv', 'members.CSV', 'members.txt', 'members', 'of 2026.11.30'])(
    'is another than this: %s',
    async (name) => {
      const out = join(tempDir(), name);
      await exported({}, '--out', out);
      expect(readFileSync(out, 'utf8')).toContain('email,spend');
    },
  );

  it('is not one that ends in tsv: there the columns are separated by tabs', async () => {
    const out = join(tempDir(), 'members.tsv');
    await exported({}, '--out', out);
    expect(readFileSync(out, 'utf8')).toContain('email\tspend');
    const { dir } = await cohort();
    const args = ['export', '--data-dir', dir, '--cohort', '7', '--out', out];
    expect(await failure([...args, '--separator', 'comma'])).toContain('ends in .tsv');
  });
});
