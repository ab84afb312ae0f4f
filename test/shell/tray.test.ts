import { describe, expect, it } from 'vitest';
import { createTray } from '../../main/electron/tray.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
import { ClockDouble } from './support/clock-double.ts';
import { allItems, choose, itemIn } from './support/desktop-doubles.ts';
import { CALLED_AT_MS, cohort, snapshot } from './support/snapshots.ts';
import { sayWhatItRunsOn } from './support/stand-in.ts';
import { MenuDouble, NativeThemeDouble, trayClass } from './support/tray-doubles.ts';

sayWhatItRunsOn();

const ON_TIME = { toleranceMs: 600_000, missed: 0 };
const SILENCE = {
  sinceMs: CALLED_AT_MS,
  everyMs: 1_800_000,
  missed: 2,
  cause: { kind: 'stopped' },
} as const;
const DOUBT = { code: 'TUNNEL_ENDPOINT_OFFLINE', details: {}, raw: null } as const;
const PAUSED = { ...snapshot().settings, paused: true };
const NOT_CONNECTED = 'Not connected. Mixpanel can’t reach this computer.';
const MINUS = '\u2212';

function tunnel(state: Snapshot['tunnel']['state']): Snapshot['tunnel'] {
  return { ...snapshot().tunnel, provider: 'ngrok', state };
}

/** With an address that Mixpanel reaches. */
function online(change: Partial<Snapshot>): Snapshot {
  return snapshot({ tunnel: tunnel('online'), ...change });
}

/** As it looks: without the marks that keep a name in its own direction. */
function plainText(text: string): string {
  return text.replaceAll('\u202f', ' ').replace(/[\u2068\u2069]/g, '');
}

function makeTray(first: Snapshot, platform: NodeJS.Platform = 'linux') {
  const { Tray, made } = trayClass();
  const nativeTheme = new NativeThemeDouble();
  const clock = new ClockDouble(() => CALLED_AT_MS + 60_000);
  const done: unknown[] = [];
  const choices: {
    keepRunning: boolean;
    openAtLogin: boolean | null;
    updateWaiting: string | null;
    isQuitWaiting: boolean;
  } = {
    updateWaiting: null,
    keepRunning: true,
    openAtLogin: null,
    isQuitWaiting: false,
  };
  const keeper = createTray(
    {
      Tray,
      Menu: new MenuDouble(),
      nativeTheme,
      platform,
      iconsDir: '/icons',
      actions: {
        copyHookUrl: () => done.push('copy'),
        setPaused: (isPaused) => done.push({ isPaused }),
        show: (place) => done.push(place),
        setKeepRunning: (isKept) => done.push({ isKept }),
        setOpenAtLogin: (isOpened) => done.push({ isOpened }),
        quit: () => done.push('quit'),
        stay: () => done.push('stay'),
      },
      choices: () => choices,
      now: clock.now,
      alarm: clock.alarm,
    },
    first,
  );
  const [tray] = made;
  if (tray === undefined) throw new Error('No tray was made');
  return { tray, keeper, nativeTheme, clock, done, choices, firstLine: () => tray.menu[0]?.label };
}

/** Labels as they look: without the marks that keep a name in its own direction. */
function labels(tray: { readonly menu: Parameters<typeof allItems>[0] }): string[] {
  return allItems(tray.menu).flatMap(({ label }) =>
    label === undefined ? [] : [label.replace(/[\u2068\u2069]/g, '')],
  );
}

describe('the tray says its state first, in words', () => {
  it.each([
    ['there is no address', { tunnel: snapshot().tunnel }, 'offline', NOT_CONNECTED],
    ['nothing came yet', {}, 'receiving', 'Waiting for the first sync.'],
    ['something came', { cohorts: [cohort(1)] }, 'receiving', 'Last sync 10:42 AM.'],
    [
      'another sync is expected',
      { cohorts: [cohort(1, { nextExpected: { atMs: CALLED_AT_MS + 30 * 60_000, ...ON_TIME } })] },
      'receiving',
      'Last sync 10:42 AM. Next around 11:12 AM.',
    ],
    [
      'a cohort is silent',
      { cohorts: [cohort(1, { silence: SILENCE }), cohort(2)] },
      'attention',
      '“Cohort 1” hasn’t synced since 10:42 AM.',
    ],
    [
      'Mixpanel has an address that no longer holds',
      { urlAlert: { inForce: 'https://new.example.dev/hook/x', differing: [] } },
      'attention',
      'Mixpanel is using an old address. Open Rollcall to fix it.',
    ],
    [
      'settings had to be set aside',
      { setAside: ['/home/person/rollcall/settings-set-aside-1.json'] },
      'attention',
      'Some data couldn’t be read. Open Settings.',
    ],
    [
      'a sync arrives',
      {
        cohorts: [
          cohort(1, { state: 'receiving', arriving: { pagesReceived: 3, totalPages: 12 } }),
        ],
      },
      'syncing',
      'Receiving a sync: part 3 of 12.',
    ],
    ['deliveries wait', { waiting: 2 }, 'syncing', 'Receiving a sync.'],
    [
      'pages are missing',
      { cohorts: [cohort(1, { state: 'partial' }), cohort(2)] },
      'attention',
      '“Cohort 1”: last sync incomplete.',
    ],
    [
      'pages of several are missing',
      { cohorts: [1, 2, 3].map((id) => cohort(id, { state: 'partial' })) },
      'attention',
      '“Cohort 1” and 2 more: last sync incomplete.',
    ],
    [
      'a full sync removed most',
      { cohorts: [cohort(1, { removedMost: 9 })] },
      'attention',
      '“Cohort 1”: the last full sync removed more than half.',
    ],
    [
      'a part of a sync failed',
      { cohorts: [cohort(1, { removedMost: 9 }), cohort(2, { state: 'failed' })] },
      'attention',
      '“Cohort 2”: part of a sync couldn’t be processed.',
    ],
    [
      'the store is in trouble',
      { trouble: 'STORE_FULL', waiting: 3 },
      'attention',
      'Rollcall can’t save data. Open it to fix this.',
    ],
    ['the person paused it', { settings: PAUSED }, 'paused', 'Paused. Mixpanel will retry.'],
    [
      'the tunnel is set up wrongly, or refused',
      { tunnel: tunnel('failed'), waiting: 2 },
      'attention',
      'Mixpanel can’t reach this computer. Open Rollcall to fix it.',
    ],
    [
      'the tunnel broke',
      { tunnel: tunnel('reconnecting'), waiting: 2 },
      'offline',
      'Not reachable. Rollcall tries again by itself.',
    ],
    [
      'the tunnel is not open yet',
      { tunnel: tunnel('connecting') },
      'offline',
      'Not reachable yet. Rollcall is opening the public address.',
    ],
    [
      'a try from outside did not come through',
      { tunnel: { ...tunnel('online'), doubt: DOUBT } },
      'attention',
      'May not be reachable: the last check failed.',
    ],
    [
      'the person paused it and the tunnel breaks',
      { tunnel: tunnel('reconnecting'), settings: PAUSED },
      'paused',
      'Paused. Mixpanel will retry.',
    ],
  ] satisfies [string, Partial<Snapshot>, string, string][])(
    'when %s',
    (_when, change, state, words) => {
      const { tray, firstLine } = makeTray(online(change));
      // Which space stands before AM is the locale's affair.
      expect(plainText(firstLine() ?? '')).toBe(words);
      expect(tray.image).toBe(`/icons/tray-${state}-outlined.png`);
    },
  );

  it('and leads to where something can be done about it', () => {
    const { tray, keeper, done } = makeTray(
      online({ cohorts: [cohort(4, { name: 'R&D', state: 'partial' })] }),
    );
    expect(tray.menu[0]?.label).toBe('“\u2068R&&D\u2069”: last sync incomplete.');
    choose(tray.menu, tray.menu[0]?.label ?? '');
    keeper.update(snapshot());
    choose(tray.menu, NOT_CONNECTED);
    keeper.update(online({ setAside: ['/home/person/x.json'] }));
    choose(tray.menu, 'Some data couldn’t be read. Open Settings.');
    expect(done).toEqual([
      { screen: 'cohort', cohort: 4 },
      { screen: 'connect' },
      { screen: 'settings' },
    ]);
    keeper.update(online({}));
    expect(tray.menu[0]?.enabled).toBe(false);
  });

  it('names the day of what came earlier', () => {
    const { firstLine } = makeTray(
      online({ cohorts: [cohort(1, { lastSyncAtMs: CALLED_AT_MS - 86_400_000 })] }),
    );
    expect(firstLine()).toContain('Nov 23, 2026');
  });

  it('says it in Japanese', () => {
    const { firstLine, tray } = makeTray(
      online({ language: 'ja', cohorts: [cohort(1, { joined: 2 })] }),
    );
    expect(firstLine()).toBe('受信できます。最終受信：10:42。');
    expect(labels(tray)).toContain('Cohort 1: 24,318人（+2）');
    expect(labels(tray)).toContain('書き出す…');
  });
});

describe('the tray’s menu', () => {
  it('has the five cohorts heard from last, with size and change', () => {
    const cohorts = [1, 2, 3, 4, 5, 6].map((id) =>
      cohort(id, { lastSyncAtMs: CALLED_AT_MS + id, joined: 214, left: id === 6 ? 90 : 0 }),
    );
    cohorts.push(cohort(7, { lastSyncAtMs: null }));
    const { tray } = makeTray(snapshot({ cohorts }));
    expect(labels(tray).filter((label) => label.startsWith('Cohort'))).toEqual([
      `Cohort 6: 24,318 (+214 ${MINUS}90)`,
      'Cohort 5: 24,318 (+214)',
      'Cohort 4: 24,318 (+214)',
      'Cohort 3: 24,318 (+214)',
      'Cohort 2: 24,318 (+214)',
    ]);
  });

  it('opens and exports each of them', () => {
    const { tray, done } = makeTray(snapshot({ cohorts: [cohort(12)] }));
    choose(tray.menu, 'Open');
    choose(tray.menu, 'Export…');
    expect(done).toEqual([
      { screen: 'cohort', cohort: 12 },
      { screen: 'export', cohort: 12 },
    ]);
  });

  it('keeps a name in its direction, an ampersand a character, and a long one short', () => {
    const cohorts = [
      cohort(1, { name: 'R&D' }),
      cohort(2, { name: 'مستخدمون' }),
      cohort(3, { name: 'x'.repeat(80) }),
      cohort(4, { name: null, cohortId: 'c4' }),
    ];
    const { tray } = makeTray(snapshot({ cohorts }));
    const shown = allItems(tray.menu).map(({ label }) => label);
    expect(shown).toContain('\u2068R&&D\u2069: 24,318');
    expect(shown).toContain('\u2068مستخدمون\u2069: 24,318');
    expect(shown).toContain(`\u2068${'x'.repeat(39)}…\u2069: 24,318`);
    expect(shown).toContain('\u2068c4\u2069: 24,318');
  });

  it('says so while there is no cohort', () => {
    const { tray } = makeTray(snapshot());
    expect(itemIn(tray.menu, 'No cohort yet').enabled).toBe(false);
  });

  it('copies the hook URL, opens, goes to the settings and quits', () => {
    const publicHookUrl = 'https://example.ngrok.app/hook/secret';
    const { tunnel } = snapshot();
    const { tray, done } = makeTray(snapshot({ tunnel: { ...tunnel, publicHookUrl } }));
    for (const label of ['Copy hook URL', 'Open Rollcall', 'Settings…', 'Quit Rollcall']) {
      choose(tray.menu, label);
    }
    expect(done).toEqual(['copy', { screen: 'last' }, { screen: 'settings' }, 'quit']);
  });

  it('leads to Connect while there is no address that Mixpanel can reach', () => {
    const { tray, done } = makeTray(snapshot());
    expect(labels(tray)).not.toContain('Copy hook URL');
    choose(tray.menu, 'Connect Mixpanel…');
    expect(done).toEqual([{ screen: 'connect' }]);
  });

  it('pauses and resumes', () => {
    const { tray, keeper, done } = makeTray(snapshot());
    choose(tray.menu, 'Pause receiving');
    keeper.update(snapshot({ settings: { ...snapshot().settings, paused: true } }));
    choose(tray.menu, 'Resume receiving');
    expect(done).toEqual([{ isPaused: true }, { isPaused: false }]);
  });

  it('switches going on without a window, and opening at login where that can be had', () => {
    const { tray, keeper, choices, done } = makeTray(snapshot());
    expect(labels(tray)).not.toContain('Open at login');
    expect(itemIn(tray.menu, 'Keep receiving when the window is closed').checked).toBe(true);
    choose(tray.menu, 'Keep receiving when the window is closed');
    choices.keepRunning = false;
    choices.openAtLogin = false;
    keeper.update();
    expect(itemIn(tray.menu, 'Keep receiving when the window is closed').checked).toBe(false);
    expect(itemIn(tray.menu, 'Open at login').checked).toBe(false);
    choose(tray.menu, 'Open at login');
    expect(done).toEqual([{ isKept: false }, { isOpened: true }]);
  });

  it('says which version comes with the next start, and asks for nothing', () => {
    const { tray, keeper, choices } = makeTray(snapshot());
    choices.updateWaiting = '0.2.0';
    keeper.update();
    expect(itemIn(tray.menu, 'Version 0.2.0 comes with the next start').enabled).toBe(false);
  });

  it('shows that it quits once the sync is done, and lets the person think better of it', () => {
    const { tray, keeper, choices, done } = makeTray(snapshot({ waiting: 1 }));
    expect(labels(tray)).not.toContain('Quit when it is done');
    choices.isQuitWaiting = true;
    keeper.update();
    expect(itemIn(tray.menu, 'Quit when it is done')).toMatchObject({
      type: 'checkbox',
      checked: true,
    });
    choose(tray.menu, 'Quit when it is done');
    expect(done).toEqual(['stay']);
  });

  it('is set anew only when it says something else', () => {
    const { tray, keeper } = makeTray(snapshot());
    keeper.update(snapshot({ lastDelivery: 2 }));
    expect(tray.menusSet).toBe(1);
    keeper.update(snapshot({ lastDelivery: 3, waiting: 1 }));
    expect(tray.menusSet).toBe(2);
  });
});

describe('the tray’s tooltip', () => {
  const expecting = (inMinutes: number) =>
    cohort(1, {
      nextExpected: { atMs: CALLED_AT_MS + 60_000 + inMinutes * 60_000, ...ON_TIME },
    });
  const plain = (tray: { readonly toolTip: string }) => tray.toolTip.replaceAll('\u202f', ' ');

  it('has the state, the members and the minutes to the next sync', () => {
    const cohorts = [expecting(12), cohort(2, { members: 8_112 })];
    const { tray } = makeTray(online({ cohorts }));
    expect(plain(tray)).toBe(
      'Rollcall: Ready. 32,430 members in 2 cohorts. Next sync in about 12 minutes.',
    );
  });

  it('counts down by itself, and leaves the menu alone', () => {
    const { tray, clock } = makeTray(online({ cohorts: [expecting(2)] }));
    const seen = [1, 2].map(() => {
      clock.pass(60_000);
      return plain(tray).replace('Rollcall: Ready. 24,318 members in 1 cohort. ', '');
    });
    expect(seen).toEqual(['Next sync in about 1 minute.', 'The next sync is due.']);
    expect(tray.menusSet).toBe(1);
    expect(clock.nextMs).toBeNull();
  });

  it('has the time of day while the next sync is far, and wakes nobody until it is near', () => {
    const { tray, clock } = makeTray(online({ cohorts: [expecting(90)] }));
    expect(plain(tray)).toContain('Next sync around 12:13 PM.');
    expect(clock.nextMs).toBe(clock.now() + 30 * 60_000);
    clock.pass(30 * 60_000);
    expect(plain(tray)).toContain('Next sync in about 60 minutes.');
  });

  it('says what is the matter before all else, in whole sentences', () => {
    const cohorts = [1, 2].map((id) =>
      cohort(id, { name: 'x'.repeat(80), state: 'partial', members: 1_234_567_890_123 }),
    );
    const { tray } = makeTray(online({ cohorts }));
    expect(plainText(tray.toolTip)).toBe(
      `Rollcall: “${'x'.repeat(39)}…” and 1 more: last sync incomplete.`,
    );
  });

  it('speaks Japanese', () => {
    const { tray } = makeTray(online({ language: 'ja', cohorts: [expecting(12)] }));
    expect(tray.toolTip).toBe(
      'Rollcall: 受信できます。1件のコホートに24,318人。次の同期は約12分後。',
    );
  });

  it('ends with the tray', () => {
    const { keeper, clock } = makeTray(online({ cohorts: [expecting(2)] }));
    keeper.destroy();
    expect(clock.nextMs).toBeNull();
  });
});

describe('the tray’s icon', () => {
  it.each([
    ['darwin', false, '/icons/tray-receivingTemplate.png'],
    ['darwin', true, '/icons/tray-receivingTemplate.png'],
    ['win32', false, '/icons/tray-receiving-on-light.ico'],
    ['win32', true, '/icons/tray-receiving-on-dark.ico'],
    ['linux', true, '/icons/tray-receiving-outlined.png'],
  ] as const)('on %s with a dark panel: %s', (platform, isDark, path) => {
    const { tray, nativeTheme } = makeTray(online({}), platform);
    nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = isDark;
    nativeTheme.emit('updated');
    expect(tray.image).toBe(path);
  });

  it.each([
    ['win32', [{ screen: 'last' }]],
    ['linux', [{ screen: 'last' }]],
    ['darwin', []],
  ] as const)('clicked on %s', (platform, expected) => {
    const { tray, done } = makeTray(snapshot(), platform);
    tray.emit('click');
    expect(done).toEqual(expected);
  });

  it('goes when Rollcall goes', () => {
    const { tray, keeper } = makeTray(snapshot());
    keeper.destroy();
    expect(tray.destroyed).toBe(true);
  });
});
