// Draws the tray's icons: `node build/icons/draw-icons.mjs` writes each state as SVG, to look at and to draw from,
// and as PNGs for every kind of panel. The files are checked in; run it after changing a shape.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layer, paint } from './paint.mjs';
import { encodePng } from './png.mjs';
import { GRID, ROLL, STATES } from './shapes.mjs';

/**
 * @typedef {import('./paint.mjs').Layer} Layer
 * @typedef {import('./shapes.mjs').Shape} Shape
 */

const SCALES = [
  { factor: 1, suffix: '' },
  { factor: 2, suffix: '@2x' },
  { factor: 3, suffix: '@3x' },
];

/** Kinds of panels. macOS colours a template itself; an outline stands out from whatever is behind it. */
const VARIANTS = [
  { suffix: 'Template', ink: '#000000', attention: '#000000', outline: null },
  { suffix: '-on-light', ink: '#1F2328', attention: '#9A6B00', outline: null },
  { suffix: '-on-dark', ink: '#ECEDEE', attention: '#E2B44C', outline: null },
  { suffix: '-outlined', ink: '#FFFFFF', attention: '#F2C14E', outline: '#1F2328' },
];
const OUTLINE_WIDTH = 1;

for (const [state, shapes] of Object.entries(STATES)) {
  const path = (/** @type {string} */ suffix) =>
    join(import.meta.dirname, `tray-${state}${suffix}`);
  writeFileSync(path('.svg'), svgOf(state, [...ROLL, ...shapes]));
  for (const { suffix, ink, attention, outline } of VARIANTS) {
    const accent = state === 'attention' ? attention : ink;
    /** @type {Layer[]} */
    const layers = [
      ...(outline === null ? [] : [layer([...ROLL, ...shapes], outline, OUTLINE_WIDTH)]),
      layer(ROLL, ink, 0),
      layer(shapes, accent, 0),
    ];
    for (const { factor, suffix: scale } of SCALES) {
      const size = GRID * factor;
      writeFileSync(path(`${suffix}${scale}.png`), encodePng(size, paint(layers, size)));
    }
  }
}

/**
 * @param {string} title
 * @param {readonly Shape[]} shapes
 */
function svgOf(title, shapes) {
  const drawn = shapes.map(({ svg }) => `  ${svg}\n`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID} ${GRID}" fill="currentColor">\n  <title>${title}</title>\n${drawn}</svg>\n`;
}
