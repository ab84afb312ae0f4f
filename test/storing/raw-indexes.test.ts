import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { dataFolder } from '../../main/store/data-folder.ts';
import { openStore, type Store } from '../../main/store/store.ts';
import { member, tempDir } from '../exporting/support/cohort.ts';
import { until } from '../support/until.ts';

// beside other tests, the indexes take their time
vi.setConfig({ testTimeout: 120_000 });

const MANY = 20_500;

const WINDOW = {
  cohort: 1,
  selection: { what: 'members', at: 'now' },
  descending: false,
  offset: 0,
  limit: 3,
} as const;

async function keep(store: Store, action: string, members: readonly object[]): Promise<void> {
  const parameters = {
    mixpanel_project_id: '1',
    mixpanel_cohort_id: '7',
    mixpanel_session_id: action,
    members,
  };
  const body = new Uint8Array(Buffer.from(JSON.stringify({ action, parameters })));
  const receipt = await store.keep({ receivedAtMs: Date.now(), headers: {}, body });
  expect(receipt.kind).toBe('kept');
  await store.applyAll();
}

it('a large cohort with raw names gets indexes in the background, which follow what comes', async () => {
  const dir = tempDir();
  const log = createLogger(() => {});
  const store = await openStore({ dir, log, retention: { days: 30, bytes: 2 ** 30 } });
  const roster = new DatabaseSync(dataFolder(dir).rosterPath, { readOnly: true });
  onTestFinished(() => roster.close());
  const indexes = () =>
    roster
      .prepare("SELECT sql FROM sqlite_schema WHERE name GLOB 'member_1_by_*' ORDER BY name")
      .all()
      .map(({ sql }) => String(sql));
  const first = async (order: 'email' | 'name') => {
    const window = await store.read('memberWindow', { ...WINDOW, order });
    return window?.rows.map(({ distinctId }) => distinctId);
  };
  const people = Array.from({ length: MANY }, (_, i) =>
    member({ $email: `${String((i * 7919) % MANY).padStart(5, '0')}@example.com` }, `p${i}`),
  );
  await keep(store, 'members', people);
  await until('both indexes are there', () => indexes().length === 2);
  const before = indexes();
  const inOrder = Array.from({ length: 3 }, (_, rank) =>
    people.findIndex((_, i) => (i * 7919) % MANY === rank),
  );
  expect(await first('email')).toEqual(inOrder.map((i) => `p${i}`));

  await keep(store, 'add_members', [
    member({ $email: '', email: '00000@first.example', $name: 'Ann' }, 'ann'),
  ]);
  await until('the one that the new name concerns is made anew', () => {
    const [email, name] = indexes();
    return email === before[0] && name !== undefined && name !== before[1];
  });
  expect(await first('email')).toEqual([`p${inOrder[0]}`, 'ann', `p${inOrder[1]}`]);
  expect((await first('name'))?.[0]).toBe('ann');

  await store.removeCohort({ id: 1, projectId: '1', cohortId: '7' });
  await until('they go with their cohort', () => indexes().length === 0);
  await store.close();
});
