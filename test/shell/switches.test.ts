import { afterAll, describe, expect, it } from 'vitest';
import { createSwitches } from '../../main/electron/switches.ts';
import { SWITCHES } from '../../shared/api/settings-model.ts';
import { removeDataFolders } from '../support/data-folders.ts';
import { rememberedSettings } from './support/remembered.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';

sayWhatItRunsOn();
afterAll(removeDataFolders);

async function makeSwitches({
  login = false as boolean | null,
  canNotify = true,
  isUpdated = true,
} = {}) {
  const remembered = await rememberedSettings();
  const item = {
    isOn: () => login,
    set(isOn: boolean) {
      login = isOn;
    },
  };
  const followed: boolean[] = [];
  const updates = {
    isOffered: isUpdated,
    follow: async () => void followed.push(remembered.value.updates),
  };
  return {
    ...createSwitches({ remembered, loginItem: item, canNotify: () => canNotify, updates }),
    remembered,
    followed,
  };
}

describe('the switches of the desktop app', () => {
  it('stand as they are told of: on, but for opening at login and staying awake', async () => {
    const { switches } = await makeSwitches();
    expect(switches()).toEqual({
      keepRunning: true,
      keepAwake: false,
      openAtLogin: false,
      notifications: true,
      updates: true,
    });
  });

  it('leave out what the system has not', async () => {
    const { switches } = await makeSwitches({
      login: null,
      canNotify: false,
      isUpdated: false,
    });
    expect(switches()).toEqual({ keepRunning: true, keepAwake: false });
  });

  it.each(SWITCHES)('switch %s', async (name) => {
    const { switches, setSwitch } = await makeSwitches();
    const before = switches();
    await setSwitch(name, !before[name]);
    expect(switches()).toEqual({ ...before, [name]: !before[name] });
  });

  it('tell the updates once they are switched', async () => {
    const { setSwitch, followed } = await makeSwitches();
    await setSwitch('updates', false);
    await setSwitch('keepRunning', false);
    expect(followed).toEqual([false]);
  });

  it('are remembered', async () => {
    const { setSwitch, remembered } = await makeSwitches();
    await setSwitch('keepRunning', false);
    expect(remembered.value.keepRunning).toBe(false);
  });
});
