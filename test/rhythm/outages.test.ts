import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { Outages } from '../../main/outages.ts';
import { openPresence } from '../../main/settings/presence.ts';
import { makeDataFolder, removeDataFolders } from '../support/data-folders.ts';
import { at, MINUTE } from './support/history.ts';

afterAll(removeDataFolders);

async function makeOutages() {
  const dir = await makeDataFolder();
  await mkdir(dir);
  const path = join(dir, 'presence.json');
  let nowMs = at('9:00');
  let returns = 0;
  const start = async (ms: number) => {
    nowMs = ms;
    return new Outages({
      document: await openPresence(path),
      now: () => nowMs,
      onBack: () => {
        returns += 1;
      },
      log: createLogger(() => {}),
    });
  };
  return {
    start,
    path,
    setClock: (ms: number) => {
      nowMs = ms;
    },
    returns: () => returns,
  };
}

describe('the memory of when nothing could come in', () => {
  it('knows a sleep by the minute that came late', async () => {
    const { start, setClock, returns } = await makeOutages();
    const outages = await start(at('9:00'));
    for (const time of ['9:01', '9:02', '17:40', '17:41']) {
      setClock(at(time));
      outages.tick();
    }
    expect(outages.list()).toEqual([{ kind: 'away', fromMs: at('9:02'), toMs: at('17:40') }]);
    expect(returns()).toBe(1);
    await outages.close();
  });

  it('knows from an orderly end when Rollcall was closed, and takes a quick restart for none', async () => {
    const { start, setClock } = await makeOutages();
    const first = await start(at('9:00'));
    setClock(at('12:34'));
    await first.close();
    const second = await start(at('12:35'));
    expect(second.list()).toEqual([]);
    setClock(at('18:00'));
    await second.close();
    const third = await start(at('8:00', 1));
    expect(third.list()).toEqual([{ kind: 'away', fromMs: at('18:00'), toMs: at('8:00', 1) }]);
    await third.close();
  });

  it('knows to ten minutes when it was ended by a power cut', async () => {
    const { start, setClock } = await makeOutages();
    const ended = await start(at('9:00'));
    for (let minutes = 1; minutes <= 25; minutes += 1) {
      setClock(at('9:00') + minutes * MINUTE);
      ended.tick();
    }
    await ended.written();
    const next = await start(at('15:00'));
    expect(next.list()).toEqual([{ kind: 'away', fromMs: at('9:20'), toMs: at('15:00') }]);
    await Promise.all([ended.close(), next.close()]);
  });

  it('writes nothing in between', async () => {
    const { start, setClock, path } = await makeOutages();
    const outages = await start(at('9:00'));
    await outages.written();
    const before = await readFile(path, 'utf8');
    for (let minutes = 1; minutes < 10; minutes += 1) {
      setClock(at('9:00') + minutes * MINUTE);
      outages.tick();
      outages.observe({ isPaused: false, isTunnelDown: false });
    }
    await outages.written();
    expect(await readFile(path, 'utf8')).toBe(before);
    await outages.close();
  });

  it('keeps pauses and outages of the tunnel, but none that a retry bridges', async () => {
    const { start, setClock } = await makeOutages();
    const outages = await start(at('9:00'));
    const see = (time: string, isPaused: boolean, isTunnelDown: boolean) => {
      setClock(at(time));
      outages.observe({ isPaused, isTunnelDown });
    };
    see('10:00', false, true);
    see('10:01', false, false);
    expect(outages.list()).toEqual([]);
    see('11:00', true, false);
    see('11:10', true, true);
    see('11:30', false, true);
    see('12:00', false, false);
    expect(outages.list()).toEqual([
      { kind: 'paused', fromMs: at('11:00'), toMs: at('11:30') },
      { kind: 'tunnel', fromMs: at('11:10'), toMs: at('12:00') },
    ]);
    await outages.close();
  });

  it('that lasts at the end lasts until then: whether it still does is seen anew', async () => {
    const { start, setClock } = await makeOutages();
    const first = await start(at('9:00'));
    first.observe({ isPaused: true, isTunnelDown: false });
    setClock(at('10:00'));
    await first.close();
    const second = await start(at('11:00'));
    second.observe({ isPaused: true, isTunnelDown: false });
    expect(second.list()).toEqual([
      { kind: 'paused', fromMs: at('9:00'), toMs: at('10:00') },
      { kind: 'away', fromMs: at('10:00'), toMs: at('11:00') },
      { kind: 'paused', fromMs: at('11:00'), toMs: null },
    ]);
    await second.close();
  });

  it('takes a night in which the computer wakes for moments for one absence', async () => {
    const { start, setClock } = await makeOutages();
    const outages = await start(at('22:00'));
    const morningMs = at('22:00') + 18 * 30 * MINUTE;
    for (let wakesMs = at('22:30'); wakesMs <= morningMs; wakesMs += 30 * MINUTE) {
      for (const awakeMs of [0, MINUTE]) {
        setClock(wakesMs + awakeMs);
        outages.tick();
      }
    }
    expect(outages.list()).toEqual([{ kind: 'away', fromMs: at('22:00'), toMs: morningMs }]);
    // In use for longer than a moment: the next sleep is another one.
    for (const minutes of [2, 3, 90]) {
      setClock(morningMs + minutes * MINUTE);
      outages.tick();
    }
    expect(outages.list().at(-1)).toMatchObject({ fromMs: morningMs + 3 * MINUTE });
    expect(outages.list()).toHaveLength(2);
    await outages.close();
  });

  it('keeps a pause that lasts, however often the computer sleeps', async () => {
    const { start, setClock } = await makeOutages();
    const outages = await start(at('9:00'));
    outages.observe({ isPaused: true, isTunnelDown: false });
    for (let wakesMs = at('9:10'); wakesMs < at('9:00', 1); wakesMs += 10 * MINUTE) {
      setClock(wakesMs);
      outages.tick();
      for (const minutes of [1, 2, 3]) {
        setClock(wakesMs + minutes * MINUTE);
        outages.tick();
      }
    }
    expect(outages.list()[0]).toEqual({ kind: 'paused', fromMs: at('9:00'), toMs: null });
    expect(outages.list().length).toBeLessThan(70);
    await outages.close();
  });

  it('takes a clock that is set back for nothing', async () => {
    const { start, setClock } = await makeOutages();
    const outages = await start(at('9:00'));
    setClock(at('7:00'));
    outages.tick();
    setClock(at('7:01'));
    outages.tick();
    expect(outages.list()).toEqual([]);
    await outages.close();
  });

  it('knows to ten minutes when it ended, also after the clock was set back', async () => {
    const { start, setClock } = await makeOutages();
    const ended = await start(at('9:00'));
    for (let minutes = 0; minutes <= 25; minutes += 1) {
      setClock(at('7:00') + minutes * MINUTE);
      ended.tick();
    }
    await ended.written();
    const next = await start(at('8:30'));
    expect(next.list()).toEqual([{ kind: 'away', fromMs: at('7:20'), toMs: at('8:30') }]);
    await Promise.all([ended.close(), next.close()]);
  });
});
