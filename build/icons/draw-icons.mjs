// Draws the tray's icons: `node build/icons/draw-icons.mjs` writes each state as SVG, to look at and to draw from,
// and as PNGs for every kind of panel. The files are checked in; run it after changing a shape.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from './png.mjs';
import { ROLL, STATES } from './shapes.mjs';

/** @typedef {import('./shapes.mjs').Shape} Shape */

const GRID = 16;
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
 * @typedef {object} Layer
 * @property {readonly Shape[]} shapes
 * @property {readonly number[]} colour red, green and blue
 * @property {number} grow how far it reaches beyond its shapes
 */

/**
 * @param {readonly Shape[]} shapes
 * @param {string} colour
 * @param {number} grow
 * @returns {Layer}
 */
function layer(shapes, colour, grow) {
  return { shapes, colour: [...Buffer.from(colour.slice(1), 'hex')], grow };
}

/**
 * @param {readonly Layer[]} layers from the back to the front
 * @param {number} size
 */
function paint(layers, size) {
  const rgba = new Uint8Array(size * size * 4);
  const scale = size / GRID;
  for (let index = 0; index < size * size; index++) {
    const x = ((index % size) + 0.5) / scale;
    const y = (Math.floor(index / size) + 0.5) / scale;
    for (const { shapes, colour, grow } of layers) {
      const distance = Math.min(...shapes.map((shape) => shape.distance(x, y))) - grow;
      // A pixel whose middle is on the edge is covered by half.
      blend(rgba, index * 4, colour, Math.min(1, Math.max(0, 0.5 - distance * scale)));
    }
  }
  return rgba;
}

/**
 * Paints over one pixel.
 * @param {Uint8Array} rgba
 * @param {number} at
 * @param {readonly number[]} colour
 * @param {number} alpha from 0 to 1
 */
function blend(rgba, at, colour, alpha) {
  const below = (rgba[at + 3] ?? 0) / 255;
  const above = alpha + below * (1 - alpha);
  if (above === 0) return;
  for (let channel = 0; channel < 3; channel++) {
    const old = rgba[at + channel] ?? 0;
    const mixed = ((colour[channel] ?? 0) * alpha + old * below * (1 - alpha)) / above;
    rgba[at + channel] = Math.round(mixed);
  }
  rgba[at + 3] = Math.round(above * 255);
}

/**
 * @param {string} title
 * @param {readonly Shape[]} shapes
 */
function svgOf(title, shapes) {
  const drawn = shapes.map(({ svg }) => `  ${svg}\n`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID} ${GRID}" fill="currentColor">\n  <title>${title}</title>\n${drawn}</svg>\n`;
}
