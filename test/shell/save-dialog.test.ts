import { describe, expect, it } from 'vitest';
import { createSaveDialog } from '../../main/electron/save-dialog.ts';
import { DialogDouble } from './support/desktop-doubles.ts';
import { WindowDouble } from './support/electron-double.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();

function makeDialog(window: WindowDouble | null = null) {
  const dialog = new DialogDouble();
  const choose = createSaveDialog<WindowDouble>({
    dialog,
    window: () => window,
    language: () => 'ja',
    downloadsDir: '/home/person/Downloads',
  });
  return { dialog, choose };
}

describe('the save dialog', () => {
  it('gives the path the person chose', async () => {
    const { dialog, choose } = makeDialog();
    dialog.filePath = '/home/person/Desktop/trial.csv';
    expect(await choose('trial.csv', 'export')).toBe('/home/person/Desktop/trial.csv');
  });

  it('gives none when it was cancelled', async () => {
    expect(await makeDialog().choose('trial.csv', 'export')).toBeNull();
  });

  it('suggests the name in the downloads folder, in the person’s language, and asks before replacing', async () => {
    const { dialog, choose } = makeDialog();
    await choose('trial.csv', 'export');
    expect(dialog.saves).toEqual([
      {
        title: 'コホートの書き出し',
        buttonLabel: '書き出す',
        defaultPath: '/home/person/Downloads/trial.csv',
        filters: [{ name: 'CSVファイル', extensions: ['csv'] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      },
    ]);
  });

  it.each([
    ['../../.bashrc', '/home/person/Downloads/-..-.bashrc'],
    ['a/b\\c:d*e?.csv', '/home/person/Downloads/a-b-c-d-e-.csv'],
    ['...csv', '/home/person/Downloads/csv'],
    ['trial\u0000\n.csv', '/home/person/Downloads/trial--.csv'],
  ])('never suggests another folder: %s', async (name, path) => {
    const { dialog, choose } = makeDialog();
    await choose(name, 'export');
    expect(dialog.saves[0]?.defaultPath).toBe(path);
  });

  it('offers backups as such', async () => {
    const { dialog, choose } = makeDialog();
    await choose('Rollcall 2026-11-24.rollcall', 'backup');
    expect(dialog.saves[0]).toMatchObject({
      title: 'バックアップの保存',
      filters: [{ name: 'Rollcallのバックアップ', extensions: ['rollcall'] }],
    });
  });

  it('belongs to the window, if there is one', async () => {
    const window = new WindowDouble({});
    const { dialog, choose } = makeDialog(window);
    await choose('trial.csv', 'export');
    expect(dialog.owners).toEqual([window]);
  });
});
