import { GRID } from './shapes.mjs';

/** @typedef {import('./shapes.mjs').Shape} Shape */

/**
 * @typedef {object} Layer
 * @property {readonly Shape[]} shapes
 * @property {readonly number[]} colour red, green and blue
 * @property {number} grow how far it reaches beyond its shapes
 */

/**
 * Shapes in one colour.
 * @param {readonly Shape[]} shapes
 * @param {string} colour as #RRGGBB
 * @param {number} grow
 * @returns {Layer}
 */
export function layer(shapes, colour, grow) {
  return { shapes, colour: [...Buffer.from(colour.slice(1), 'hex')], grow };
}

/**
 * A square picture: four bytes a pixel, row by row.
 * @param {readonly Layer[]} layers from the back to the front
 * @param {number} size
 */
export function paint(layers, size) {
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
