import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { openHandedOut } from '../../main/settings/handed-out.ts';
import { UrlGuard } from '../../main/url-guard.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { at, MINUTE } from './support/history.ts';

afterAll(removeDataFolders);

const hookPath = '/hook/secret-0123456789';
const addressOf = (name: string): string => `https://${name}.example.dev${hookPath}`;

describe('the memory of what Mixpanel was given', () => {
  it('drops the oldest of many, but none that is in use', async () => {
    const dir = await makeDataFolder();
    await mkdir(dir);
    let nowMs = at('9:00');
    let inForce = addressOf('used');
    const guard = new UrlGuard({
      document: await openHandedOut(join(dir, 'handed-out.json')),
      addressInForce: () => inForce,
      namesHosts: () => true,
      hookPath,
      now: () => nowMs,
      log: createLogger(() => {}),
    });
    const copyFor = async (connection: string, address: string): Promise<void> => {
      nowMs += MINUTE;
      inForce = address;
      await guard.noteCopied(address, connection);
    };
    await copyFor('Daily', addressOf('used'));
    const came = [{ host: 'used.example.dev', atMs: nowMs }];
    guard.look(came);
    await copyFor('Monthly', addressOf('awaited'));
    for (let i = 1; i <= 60; i += 1) await copyFor('Weekly', addressOf(`try-${i}`));
    expect(guard.look(came)?.differing).toMatchObject([
      { address: addressOf('awaited'), connection: 'Monthly' },
      { address: addressOf('used'), connection: 'Daily' },
    ]);
    const kept = guard.list().map(({ address }) => address);
    expect(kept).toContain(addressOf('try-60'));
    expect(kept).not.toContain(addressOf('try-1'));
  });
});
