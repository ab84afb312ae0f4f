// Writes pictures of the tray into the folder given: the icons' files as each system shows them, on a light and a dark
// panel, at their size and enlarged; and the menu and the tooltip of each state, in both languages, as text.
// Run by `node test/screens/look-tray.ts DIR`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { toolTip } from '../../main/electron/tool-tip.ts';
import { trayMenu } from '../../main/electron/tray-menu.ts';
import { TRAY_STATES, type TrayState, trayState } from '../../main/electron/tray-state.ts';
import type { Snapshot } from '../../shared/api/contract.ts';
import { LANGUAGES } from '../../shared/messages/messages.ts';
import { type Picture, readIco, readPng } from '../shell/support/icon-pixels.ts';
import { CALLED_AT_MS, cohort, snapshot } from '../shell/support/snapshots.ts';
import { openBrowser } from './support/browser.ts';

const NOW_MS = CALLED_AT_MS + 4 * 60_000;
const ENLARGED = 8;
const PNGS = ['', '@2x', '@3x'];

interface Panel {
  readonly system: string;
  readonly colour: string;
  /** macOS draws a template in the menu bar's own ink. */
  readonly isInkWhite: boolean;
  readonly pictures: (state: TrayState) => readonly Picture[];
}

const pngs = (variant: string) => (state: TrayState) =>
  PNGS.map((suffix) => readPng(`tray-${state}${variant}${suffix}.png`));
const ico = (variant: string) => (state: TrayState) => readIco(`tray-${state}${variant}.ico`);

const PANELS: Readonly<Record<'light' | 'dark', readonly Panel[]>> = {
  light: [
    { system: 'macOS', colour: '#EDEDEF', isInkWhite: false, pictures: pngs('Template') },
    { system: 'Windows', colour: '#EEF1F6', isInkWhite: false, pictures: ico('-on-light') },
    { system: 'Linux', colour: '#F2F1F0', isInkWhite: false, pictures: pngs('-outlined') },
  ],
  dark: [
    { system: 'macOS', colour: '#25262B', isInkWhite: true, pictures: pngs('Template') },
    { system: 'Windows', colour: '#1C2027', isInkWhite: false, pictures: ico('-on-dark') },
    { system: 'Linux', colour: '#1D1D1D', isInkWhite: false, pictures: pngs('-outlined') },
  ],
};

const ONLINE = { ...snapshot().tunnel, provider: 'ngrok', state: 'online' } as const;

/** A state of affairs for each state of the tray. */
const AFFAIRS: Readonly<Record<TrayState, Partial<Snapshot>>> = {
  receiving: { tunnel: ONLINE },
  syncing: { tunnel: ONLINE, waiting: 1, cohorts: [arriving(), ...cohorts().slice(1)] },
  attention: { tunnel: { ...snapshot().tunnel, provider: 'ngrok', state: 'failed' } },
  paused: { settings: { ...snapshot().settings, paused: true } },
  offline: { tunnel: { ...snapshot().tunnel, provider: 'ngrok', state: 'reconnecting' } },
};

function cohorts(): Snapshot['cohorts'] {
  const nextExpected = { atMs: NOW_MS + 12 * 60_000, toleranceMs: 0, missed: 0 };
  return [
    cohort(1, { name: 'Trial users, week 1', joined: 214, left: 90, nextExpected }),
    cohort(2, { name: 'Paying', members: 8_112, joined: 3 }),
    cohort(3, { name: '週次アクティブ', members: 3_210, left: 12 }),
    cohort(4, { name: 'R&D', members: 41 }),
    cohort(5, { name: 'مستخدمون', members: 980, joined: 7, left: 2 }),
    cohort(6, { name: 'Not among the latest five', lastSyncAtMs: 0 }),
  ];
}

function arriving(): Snapshot['cohorts'][number] {
  const pages = { pagesReceived: 11, totalPages: 25 };
  return cohort(1, { name: 'Trial users, week 1', state: 'receiving', arriving: pages });
}

/** At its size, without a margin, and enlarged. */
function pictureHtml({ size, rgba }: Picture, isInkWhite: boolean): string {
  const data = Buffer.from(rgba).toString('base64');
  const ink = isInkWhite ? 'filter:invert(1)' : '';
  const at = (pixels: number) =>
    `<canvas data-rgba="${data}" width="${size}" height="${size}" style="width:${pixels}px;${ink}"></canvas>`;
  return `<figure>${at(size)}${at(ENLARGED * 16)}<figcaption>${size}</figcaption></figure>`;
}

function panelsHtml(panels: readonly Panel[]): string {
  const rows = panels.flatMap(({ system, colour, isInkWhite, pictures }) =>
    TRAY_STATES.map((state) => {
      const drawn = pictures(state).map((picture) => pictureHtml(picture, isInkWhite));
      return `<tr style="background:${colour}"><th>${system}<br>${state}</th><td>${drawn.join('')}</td></tr>`;
    }),
  );
  return `<table>${rows.join('')}</table>`;
}

/** As text: what kind of menu surrounds it is each system's own affair. */
function menuHtml(items: readonly MenuItemConstructorOptions[], isSub = false): string {
  const lines = items.map(({ label = '', type, enabled, checked, submenu }) => {
    if (type === 'separator') return '<hr>';
    const mark = checked === true ? '✓' : '';
    const sub = Array.isArray(submenu) ? menuHtml(submenu, true) : '';
    const isOff = enabled === false ? ' class="off"' : '';
    return `<div${isOff}><i>${mark}</i>${escaped(label.replaceAll('&&', '&'))}${sub}</div>`;
  });
  return `<nav${isSub ? ' class="sub"' : ''}>${lines.join('')}</nav>`;
}

function stateHtml(state: TrayState, language: Snapshot['language']): string {
  const shown = snapshot({
    language,
    lastDeliveryAtMs: CALLED_AT_MS,
    cohorts: cohorts(),
    ...AFFAIRS[state],
  });
  const choices = {
    ...trayState(shown, NOW_MS),
    keepRunning: true,
    openAtLogin: false,
    updateWaiting: state === 'paused' ? '0.2.0' : null,
    isQuitWaiting: state === 'syncing',
  };
  const nothing = (): void => {};
  const actions = {
    copyHookUrl: nothing,
    setPaused: nothing,
    show: nothing,
    setKeepRunning: nothing,
    setOpenAtLogin: nothing,
    quit: nothing,
    stay: nothing,
  };
  const tip = toolTip(shown, trayState(shown, NOW_MS), NOW_MS).text;
  return `<section><p>${escaped(tip)}</p>${menuHtml(trayMenu(shown, choices, actions))}</section>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const STYLE = `
  body { margin: 0; font: 13px Inter, "Noto Sans CJK JP", system-ui, sans-serif; }
  table { border-collapse: collapse; }
  th { width: 80px; padding: 4px 12px; font-size: 11px; text-align: left; color: #888; }
  td { white-space: nowrap; padding: 6px; }
  figure { display: inline-block; margin: 0 10px; vertical-align: bottom; }
  canvas { vertical-align: middle; margin-right: 8px; image-rendering: pixelated; }
  figcaption { color: #888; font-size: 10px; }
  main { display: flex; flex-wrap: wrap; gap: 24px; width: 1400px; padding: 20px; background: #DDD; }
  main.dark { background: #333; }
  section p { display: inline-block; margin: 0 0 8px; padding: 4px 8px; max-width: 400px; background: #FFFFE5; }
  nav { width: 420px; padding: 4px 0; border-radius: 6px; background: #FAFAFA; color: #1F2328; }
  .dark nav { background: #2B2D31; color: #ECEDEE; }
  nav div { padding: 3px 12px 3px 0; }
  nav i { display: inline-block; width: 20px; text-align: center; font-style: normal; }
  nav .off { opacity: 0.55; }
  nav hr { margin: 4px 0; border: 0; border-top: 1px solid #8884; }
  nav.sub { display: inline; padding: 0; background: none; opacity: 0.6; }
  nav.sub div { display: inline; padding: 0; }
`;

const PAINT = `
  for (const canvas of document.querySelectorAll('canvas')) {
    const rgba = Uint8ClampedArray.from(atob(canvas.dataset.rgba), (byte) => byte.charCodeAt(0));
    canvas.getContext('2d').putImageData(new ImageData(rgba, canvas.width), 0, 0);
  }
`;

async function main(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const shoot = async (name: string, html: string): Promise<void> => {
    await page.setContent(`<!doctype html><style>${STYLE}</style>${html}`);
    await page.evaluate(PAINT);
    await page.screenshot({ path: join(dir, `${name}.png`), fullPage: true });
  };
  for (const panel of ['light', 'dark'] as const) {
    await shoot(`tray-icons-${panel}`, panelsHtml(PANELS[panel]));
    for (const language of LANGUAGES) {
      const menus = TRAY_STATES.map((state) => stateHtml(state, language));
      await shoot(
        `tray-menus-${language}-${panel}`,
        `<main class="${panel}">${menus.join('')}</main>`,
      );
    }
  }
  await browser.close();
}

await main(process.argv[2] ?? 'look');
