import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { readTunnelReport } from '../../main/settings/tunnel.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { until } from '../support/until.ts';
import { onlineAt } from './support/ngrok-double.ts';
import { test } from './support/with-tunnel.ts';

afterAll(removeDataFolders);

describe('a tunnel that is set up anew', () => {
  test('asks for what is wanted now, whatever its last session still tells', async ({
    dataDir,
  }) => {
    const { tunnel, made } = await onlineAt('https://old.example.com', dataDir, async () => {
      const { provenAtMs: beforeMs } = tunnel.view();
      tunnel.tryNow();
      // What was on its way through the address of before has come, or nobody waits for it any more.
      await until('it is settled', () => {
        const { state, provenAtMs } = tunnel.view();
        return state === 'off' || provenAtMs !== beforeMs;
      });
    });
    const changing = tunnel.configure({ domain: null });
    const fresh = await until('it opens another session', () => made[1] ?? null);
    fresh.report({ kind: 'ready' });
    expect(fresh.posted).toMatchObject([{ kind: 'open', domain: null }]);
    expect(tunnel.view().domain).toBe('old.example.com');
    fresh.report({ kind: 'online', url: 'https://new.example.com' });
    await changing;
    await until('the new one is kept', () => tunnel.view().domain === 'new.example.com');
  });

  test('stays open when what is new can’t be written', async ({ dataDir }) => {
    const full = new Error('ENOSPC');
    const { tunnel, made } = await onlineAt('https://old.example.com', dataDir, async () => {
      throw full;
    });
    const changing = tunnel.configure({ domain: null });
    const fresh = await until('it opens another session', () => made[1] ?? null);
    fresh.report({ kind: 'ready' });
    fresh.report({ kind: 'online', url: 'https://new.example.com' });
    await expect(changing).rejects.toBe(full);
    expect(tunnel.view()).toMatchObject({ state: 'online' });
    expect(made[0]?.posted.map(({ kind }) => kind)).toEqual(['open']);
  });

  test('is reported as off when there is none, though it was online when its Rollcall was killed', async ({
    open,
    dataDir,
  }) => {
    const path = join(dataDir, 'tunnel-state.json');
    const publicUrl = 'https://old.example.com';
    const before = { provider: 'ngrok', state: 'online', sinceMs: 1, publicUrl };
    await mkdir(dataDir);
    await writeFile(path, JSON.stringify(before));
    await open({});
    const reported = await until('it is reported', async () => {
      const report = await readTunnelReport(path);
      return report.state === 'online' ? null : report;
    });
    expect(reported).toMatchObject({ provider: 'none', state: 'off', publicUrl: null });
  });
});
