import { request } from 'node:http';
import { afterAll, describe, expect } from 'vitest';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { ask } from './support/raw.ts';
import { type AppClient, person, test } from './support/with-api.ts';

afterAll(removeDataFolders);

const OPTIONS = {
  cohort: 1,
  kind: 'import',
  selection: { what: 'members', at: 'now' },
  columns: null,
  separator: null,
  language: 'en',
  timeZone: 'Asia/Tokyo',
} as const;

/** Starts an export and says where a browser fetches it. */
async function startDownload(client: AppClient): Promise<string> {
  const { downloadPath } = await client.call('export.start', OPTIONS);
  if (downloadPath === null) throw new Error('There is nothing to fetch.');
  return downloadPath;
}

describe('an export in a browser', () => {
  test('is fetched once by its ticket, whole and under the name of the cohort', async ({
    connect,
    deliver,
    uiUrl,
  }) => {
    const client = await connect('loopback');
    const members = [person('ann', { last_name: '山田, "A"' }), person('bob')];
    await deliver({ action: 'members', session: 's', members });
    const states: string[] = [];
    client.on('export.changed', ({ state, rows, totalRows }) =>
      states.push(`${state} ${rows}/${totalRows}`),
    );
    const path = await startDownload(client);
    const headers = { host: new URL(uiUrl).host };
    const file = await ask(uiUrl, { path, headers });
    expect(file.status).toBe(200);
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="Cohort 7 \d{4}-\d\d-\d\d\.csv"; filename\*=UTF-8''Cohort%207%20/,
      ),
    });
    expect(file.body).toBe(
      'mixpanel_distinct_id,email,last_name\r\nann,ann@example.com,"山田, ""A"""\r\nbob,bob@example.com,\r\n',
    );
    await until('its end is told', () => states.at(-1) === 'done 2/2');
    expect(states[0]).toBe('running 0/2');
    expect((await ask(uiUrl, { path, headers })).status).toBe(404);
    expect((await ask(uiUrl, { path: '/download/x', headers })).status).toBe(404);
  });

  test('that nobody fetches can be cancelled, and then is not there', async ({
    connect,
    deliver,
    uiUrl,
  }) => {
    const client = await connect('loopback');
    await deliver({ action: 'members', session: 's', members: ['ann'] });
    const { exportId, downloadPath } = await client.call('export.start', OPTIONS);
    const cancelled = new Promise((resolve) => client.on('export.changed', resolve));
    await client.call('export.cancel', { exportId: exportId ?? '' });
    expect(await cancelled).toMatchObject({ exportId, state: 'cancelled' });
    const { host } = new URL(uiUrl);
    expect((await ask(uiUrl, { path: downloadPath ?? '', headers: { host } })).status).toBe(404);
  });

  test('that the browser breaks off ends and is told', async ({ connect, deliver, uiUrl }) => {
    const client = await connect('loopback');
    const members = Array.from({ length: 20_000 }, (_, i) =>
      person(`p${i}`, { text: 'x'.repeat(500) }),
    );
    await deliver({ action: 'members', session: 's', members });
    const ended = new Promise((resolve) =>
      client.on('export.changed', (state) => {
        if (state.state !== 'running') resolve(state);
      }),
    );
    const path = await startDownload(client);
    const sent = request(new URL(path, uiUrl), { agent: false }, (response) => {
      response.once('data', () => response.destroy());
    });
    sent.on('error', () => {});
    sent.end();
    // That is how a person cancels there.
    expect(await ended).toMatchObject({ state: 'cancelled', error: null });
  });

  test('is shown before it is made, cell by cell', async ({ connect, deliver }) => {
    const client = await connect('loopback');
    const members = [person('ann', { note: 'a "b"\nc, d' }), person('bob'), person('cid')];
    await deliver({ action: 'members', session: 's', members });
    const preview = await client.call('export.preview', {
      ...OPTIONS,
      kind: 'excel',
      columns: ['note', 'mixpanel_distinct_id'],
      separator: 'tab',
      limit: 2,
    });
    expect(preview).toEqual({
      header: ['note', 'Mixpanel ID'],
      rows: [
        ['a "b"\nc, d', 'ann'],
        ['', 'bob'],
      ],
      firstLine: 'note\tMixpanel ID',
      usualSeparator: 'comma',
      totalRows: 3,
      completeness: { state: 'whole', reasons: [], unidentified: 0 },
    });
  });

  test.for(['Etc/Unknown', 'Mars/Olympus', ''])(
    'from a computer whose zone is not known has its dates in UTC, and for import needs none: %j',
    async (timeZone, { connect, deliver, uiUrl }) => {
      const client = await connect('loopback');
      const members = [person('ann', { signup: '2026-01-02T18:04:05' })];
      await deliver({ action: 'members', session: 's', members });
      const options = { ...OPTIONS, timeZone, columns: ['signup'] };
      const preview = await client.call('export.preview', { ...options, kind: 'excel', limit: 1 });
      expect(preview.header).toEqual(['signup (UTC)']);
      expect(preview.rows).toEqual([['2026-01-02 18:04:05']]);
      const { downloadPath } = await client.call('export.start', options);
      const headers = { host: new URL(uiUrl).host };
      const file = await ask(uiUrl, { path: downloadPath ?? '', headers });
      expect(file.body).toBe('signup\r\n2026-01-02T18:04:05\r\n');
    },
  );

  test('of a cohort whose name would show another ending has a name that does not', async ({
    connect,
    deliver,
    uiUrl,
  }) => {
    const client = await connect('loopback');
    await deliver({ action: 'members', cohort: '\u202exslx.7', session: 's', members: ['ann'] });
    const path = await startDownload(client);
    const file = await ask(uiUrl, { path, headers: { host: new URL(uiUrl).host } });
    const name = String(file.headers['content-disposition']).split("UTF-8''")[1] ?? '';
    expect(decodeURIComponent(name)).toMatch(/^Cohort -xslx\.7 \d{4}-\d\d-\d\d\.csv$/);
  });
});
