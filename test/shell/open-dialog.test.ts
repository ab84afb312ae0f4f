import { describe, expect, it } from 'vitest';
import { createOpenDialog } from '../../main/electron/open-dialog.ts';
import { DialogDouble } from './support/desktop-doubles.ts';
import { WindowDouble } from './support/electron-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

function makeDialog(window: WindowDouble | null = null) {
  const dialog = new DialogDouble();
  const choose = createOpenDialog<WindowDouble>({
    dialog,
    window: () => window,
    language: () => 'en',
  });
  return { dialog, choose };
}

describe('the dialog for a backup', () => {
  it('gives the file the person chose, and offers one backup only', async () => {
    const { dialog, choose } = makeDialog();
    dialog.filePath = '/home/person/Rollcall 2026-11-24.rollcall';
    expect(await choose()).toBe('/home/person/Rollcall 2026-11-24.rollcall');
    expect(dialog.opens).toEqual([
      {
        title: 'Restore from a backup',
        buttonLabel: 'Look inside',
        filters: [{ name: 'Rollcall backup', extensions: ['rollcall'] }],
        properties: ['openFile'],
      },
    ]);
  });

  it('gives none when it was cancelled', async () => {
    expect(await makeDialog().choose()).toBeNull();
  });

  it('belongs to the window, if there is one', async () => {
    const window = new WindowDouble({});
    const { dialog, choose } = makeDialog(window);
    await choose();
    expect(dialog.owners).toEqual([window]);
  });
});
