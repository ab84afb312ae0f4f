import { describe, expect, it } from 'vitest';
import { createTray } from '../../main/electron/tray.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
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
const MINUS = '\u2212';

function makeTray(first: Snapshot, platform: NodeJS.Platform = 'linux') {
  const { Tray, made } = trayClass();
  const nativeTheme = new NativeThemeDouble();
  const done: unknown[] = [];
  const choices: {
    keepRunning: boolean;
    openAtLogin: boolean | null;
    updateWaiting: string | null;
  } = {
    updateWaiting: null,
    keepRunning: true,
    openAtLogin: null,
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
      },
      choices: () => choices,
      now: () => CALLED_AT_MS + 60_000,
    },
    first,
  );
  const [tray] = made;
  if (tray === undefined) throw new Error('No tray was made');
  return { tray, keeper, nativeTheme, done, choices, firstLine: () => tray.menu[0]?.label };
}

/** Labels as they look: without the marks that keep a name in its own direction. */
function labels(tray: { readonly menu: Parameters<typeof allItems>[0] }): string[] {
  return allItems(tray.menu).flatMap(({ label }) =>
    label === undefined ? [] : [label.replace(/[\u2068\u2069]/g, '')],
  );
}

describe('the tray says its state first, in words', () => {
  it.each([
    ['nothing came yet', {}, 'receiving', 'Receiving. Nothing has come from Mixpanel yet.'],
    [
      'something came',
      { lastDeliveryAtMs: CALLED_AT_MS },
      'receiving',
      'Receiving. Mixpanel last called at 10:42 AM.',
    ],
    [
      'another sync is expected',
      {
        lastDeliveryAtMs: CALLED_AT_MS,
        cohorts: [cohort(1, { nextExpected: { atMs: CALLED_AT_MS + 30 * 60_000, ...ON_TIME } })],
      },
      'receiving',
      'Receiving. Mixpanel last called at 10:42 AM; next call expected about 11:12 AM.',
    ],
    [
      'a cohort is silent',
      { cohorts: [cohort(1, { silence: SILENCE }), cohort(2)] },
      'attention',
      'One cohort needs a look.',
    ],
    [
      'Mixpanel has an address that no longer holds',
      { urlAlert: { inForce: 'https://new.example.dev/hook/x', differing: [] } },
      'attention',
      'Mixpanel still has an address that no longer holds. Open Rollcall to see what to do.',
    ],
    [
      'a sync arrives',
      {
        cohorts: [
          cohort(1, { state: 'receiving', arriving: { pagesReceived: 3, totalPages: 12 } }),
        ],
      },
      'syncing',
      'A sync is arriving: 3 of 12 pages.',
    ],
    ['deliveries wait', { waiting: 2 }, 'syncing', 'A sync is arriving.'],
    [
      'pages are missing',
      { cohorts: [cohort(1, { state: 'partial' }), cohort(2)] },
      'attention',
      'One cohort needs a look.',
    ],
    [
      'a full sync removed most',
      { cohorts: [cohort(1, { removedMost: 9 }), cohort(2, { state: 'failed' })] },
      'attention',
      '2 cohorts need a look.',
    ],
    [
      'the store is in trouble',
      { trouble: 'STORE_FULL', waiting: 3 },
      'attention',
      'Something is wrong with the store. Open Rollcall to see what to do.',
    ],
    [
      'the person paused it',
      { settings: { ...snapshot().settings, paused: true } },
      'paused',
      'Paused. Mixpanel is asked to come back later.',
    ],
  ] satisfies [string, Partial<Snapshot>, string, string][])(
    'when %s',
    (_when, change, state, words) => {
      const { tray, firstLine } = makeTray(snapshot(change));
      // Which space stands before AM is the locale's affair.
      expect(firstLine()?.replaceAll('\u202f', ' ')).toBe(words);
      expect(tray.menu[0]?.enabled).toBe(false);
      expect(tray.toolTip.replaceAll('\u202f', ' ')).toBe(`Rollcall: ${words}`);
      expect(tray.image).toBe(`/icons/tray-${state}-outlined.png`);
    },
  );

  it('names the day of what came earlier', () => {
    const { firstLine } = makeTray(snapshot({ lastDeliveryAtMs: CALLED_AT_MS - 86_400_000 }));
    expect(firstLine()).toContain('Nov 23, 2026');
  });

  it('says it in Japanese', () => {
    const { firstLine, tray } = makeTray(
      snapshot({
        language: 'ja',
        lastDeliveryAtMs: CALLED_AT_MS,
        cohorts: [cohort(1, { joined: 2 })],
      }),
    );
    expect(firstLine()).toBe('受信できます。最後に届いたのは10:42です。');
    expect(labels(tray)).toContain('Cohort 1:24,318人(+2)');
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
    const { tray, done } = makeTray(snapshot());
    for (const label of ['Copy hook URL', 'Open Rollcall', 'Settings…', 'Quit Rollcall']) {
      choose(tray.menu, label);
    }
    expect(done).toEqual(['copy', { screen: 'last' }, { screen: 'settings' }, 'quit']);
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

  it('is set anew only when it says something else', () => {
    const { tray, keeper } = makeTray(snapshot());
    keeper.update(snapshot({ revision: 2 }));
    expect(tray.menusSet).toBe(1);
    keeper.update(snapshot({ revision: 3, waiting: 1 }));
    expect(tray.menusSet).toBe(2);
  });
});

describe('the tray’s icon', () => {
  it.each([
    ['darwin', false, '/icons/tray-receivingTemplate.png'],
    ['darwin', true, '/icons/tray-receivingTemplate.png'],
    ['win32', false, '/icons/tray-receiving-on-light.png'],
    ['win32', true, '/icons/tray-receiving-on-dark.png'],
    ['linux', true, '/icons/tray-receiving-outlined.png'],
  ] as const)('on %s with a dark panel: %s', (platform, isDark, path) => {
    const { tray, nativeTheme } = makeTray(snapshot(), platform);
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
