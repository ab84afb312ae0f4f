import { afterAll, describe, expect, it } from 'vitest';
import { tellOnceOfClosing } from '../../main/electron/close-hint.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { DialogDouble } from './support/desktop-doubles.ts';
import { rememberedSettings } from './support/remembered.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

describe('closing the window for the first time', () => {
  async function makeHint(isOn: boolean | null) {
    const dialog = new DialogDouble();
    const remembered = await rememberedSettings();
    const set: boolean[] = [];
    const loginItem = { isOn: () => isOn, set: (on: boolean) => void set.push(on) };
    const tell = () => tellOnceOfClosing({ dialog, remembered, loginItem, language: () => 'en' });
    return { dialog, tell, set };
  }

  it('says once that Rollcall goes on, and asks about login without choosing for the person', async () => {
    const { dialog, tell, set } = await makeHint(false);
    await tell();
    await tell();
    expect(dialog.boxes).toHaveLength(1);
    expect(dialog.boxes[0]).toMatchObject({
      message: 'Rollcall goes on receiving',
      checkboxLabel: 'Open Rollcall when I log in',
      checkboxChecked: false,
    });
    expect(set).toEqual([]);
  });

  it('turns it on for who says so', async () => {
    const { dialog, tell, set } = await makeHint(false);
    dialog.checkboxChecked = true;
    await tell();
    expect(set).toEqual([true]);
  });

  it.each([true, null])('asks nothing where it is %s', async (isOn) => {
    const { dialog, tell } = await makeHint(isOn);
    await tell();
    expect(dialog.boxes[0]?.checkboxLabel).toBeUndefined();
  });
});
