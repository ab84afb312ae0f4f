// Draws the tray's icons: `node build/icons/draw-icons.mjs` writes each state as SVG, to look at and to draw from,
// and as pictures for every kind of panel. The files are checked in; run it after changing a shape.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIco } from './containers.mjs';
import { layer, paint } from './paint.mjs';
import { encodePng } from './png.mjs';
import { GRID, roll, states } from './shapes.mjs';

/** @typedef {import('./shapes.mjs').Shape} Shape */

const SCALES = [
  { factor: 1, suffix: '' },
  { factor: 2, suffix: '@2x' },
  { factor: 3, suffix: '@3x' },
];

/** What Windows asks for from 100 to 400 %: it scales nothing of what is here. */
const WINDOWS_SIZES = [16, 20, 24, 28, 32, 40, 48, 64];

/** Kinds of panels. macOS colours a template itself; an outline stands out from whatever is behind it. */
const PICTURES = [
  { suffix: 'Template', ink: '#000000', attention: '#000000', outline: null },
  { suffix: '-outlined', ink: '#FFFFFF', attention: '#F2C14E', outline: '#1F2328' },
];
const WINDOWS_ICONS = [
  { suffix: '-on-light', ink: '#1F2328', attention: '#9A6B00', outline: null },
  { suffix: '-on-dark', ink: '#ECEDEE', attention: '#E2B44C', outline: null },
];
const OUTLINE_WIDTH = 1;

for (const [state, { shapes }] of Object.entries(states(1))) {
  const path = (/** @type {string} */ suffix) =>
    join(import.meta.dirname, `tray-${state}${suffix}`);
  writeFileSync(path('.svg'), svgOf(state, [...roll(1), ...shapes]));
  for (const { suffix, ...colours } of PICTURES) {
    for (const { factor, suffix: scale } of SCALES) {
      const size = GRID * factor;
      writeFileSync(path(`${suffix}${scale}.png`), encodePng(size, draw(state, colours, size)));
    }
  }
  for (const { suffix, ...colours } of WINDOWS_ICONS) {
    const pictures = WINDOWS_SIZES.map((size) => ({ size, rgba: draw(state, colours, size) }));
    writeFileSync(path(`${suffix}.ico`), encodeIco(pictures));
  }
}

/**
 * @param {string} state
 * @param {{ ink: string, attention: string, outline: string | null }} colours
 * @param {number} size
 */
function draw(state, { ink, attention, outline }, size) {
  const lines = roll(size / GRID);
  const { shapes = [], covered = [] } = states(size / GRID)[state] ?? {};
  return paint(
    [
      ...(outline === null ? [] : [layer([...lines, ...covered], outline, OUTLINE_WIDTH)]),
      layer(lines, ink, 0),
      layer(shapes, state === 'attention' ? attention : ink, 0),
    ],
    size,
  );
}

/**
 * @param {string} title
 * @param {readonly Shape[]} shapes
 */
function svgOf(title, shapes) {
  const drawn = shapes.map(({ svg }) => `  ${svg}\n`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID} ${GRID}" fill="currentColor">\n  <title>${title}</title>\n${drawn}</svg>\n`;
}
