import { describe, expect, it } from 'vitest';
import { createPageRecovery } from '../../main/electron/page-recovery.ts';
import { until } from '../support/until.ts';
import { WindowDouble } from './support/electron-double.ts';

function recovered(response = 0) {
  const window = new WindowDouble({});
  const reasons: string[] = [];
  const boxes: string[] = [];
  const clock = { nowMs: 0 };
  const recover = createPageRecovery({
    dialog: {
      showMessageBox: async ({ message }) => {
        boxes.push(message);
        return { response, checkboxChecked: false };
      },
    },
    language: () => 'en',
    now: () => clock.nowMs,
    onGone: (reason) => reasons.push(reason),
    onError: (error) => {
      throw error;
    },
  });
  recover(window);
  const crash = (reason = 'crashed') =>
    window.webContents.emit('render-process-gone', {}, { reason });
  return { window, reasons, boxes, clock, crash };
}

describe('a page whose process is gone', () => {
  it.each(['crashed', 'oom', 'killed', 'launch-failed'])('is loaded again: %s', (reason) => {
    const { window, reasons, crash } = recovered();
    crash(reason);
    expect(window.webContents.reloads).toBe(1);
    expect(reasons).toEqual([reason]);
  });

  it('is left alone when it ended as it should', () => {
    const { window, crash } = recovered();
    crash('clean-exit');
    expect(window.webContents.reloads).toBe(0);
  });

  it('is given up after three times in a minute, and tried again if the person wants', async () => {
    const { window, boxes, crash } = recovered();
    for (let i = 0; i < 4; i += 1) crash();
    await until('it is tried again', () => window.webContents.reloads === 4);
    expect(boxes).toEqual(['The window keeps breaking down']);
  });

  it('closes its window if the person wants that', async () => {
    const { window, crash } = recovered(1);
    for (let i = 0; i < 4; i += 1) crash();
    await until('it is closed', () => window.destroyed);
    expect(window.webContents.reloads).toBe(3);
  });

  it('is not given up for what happened long ago', () => {
    const { window, boxes, clock, crash } = recovered();
    for (let i = 0; i < 6; i += 1) {
      crash();
      clock.nowMs += 30_000;
    }
    expect(window.webContents.reloads).toBe(6);
    expect(boxes).toEqual([]);
  });
});
