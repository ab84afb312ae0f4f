/** Units on a side of every picture. */
export const GRID = 16;

/**
 * A shape on a grid of 16 by 16, once for the eye and once as a signed distance: below zero inside, in grid units.
 * @typedef {object} Shape
 * @property {string} svg
 * @property {(x: number, y: number) => number} distance
 */

/**
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 * @param {number} radius
 * @returns {Shape}
 */
export function bar(left, top, right, bottom, radius) {
  const width = right - left;
  const height = bottom - top;
  return {
    svg: `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${radius}"/>`,
    distance(x, y) {
      const dx = Math.abs(x - (left + right) / 2) - width / 2 + radius;
      const dy = Math.abs(y - (top + bottom) / 2) - height / 2 + radius;
      const outside = Math.hypot(Math.max(dx, 0), Math.max(dy, 0));
      return outside + Math.min(Math.max(dx, dy), 0) - radius;
    },
  };
}

/**
 * @param {number} cx
 * @param {number} cy
 * @param {number} radius
 * @returns {Shape}
 */
function disc(cx, cy, radius) {
  return {
    svg: `<circle cx="${cx}" cy="${cy}" r="${radius}"/>`,
    distance: (x, y) => Math.hypot(x - cx, y - cy) - radius,
  };
}

/**
 * @param {number} cx
 * @param {number} cy
 * @param {number} radius of the outer edge
 * @param {number} stroke
 * @returns {Shape}
 */
function halfFilledDisc(cx, cy, radius, stroke) {
  const middle = radius - stroke / 2;
  return {
    svg:
      `<circle cx="${cx}" cy="${cy}" r="${middle}" fill="none" stroke="currentColor" stroke-width="${stroke}"/>` +
      `<path d="M${cx} ${cy - radius}a${radius} ${radius} 0 0 0 0 ${radius * 2}z"/>`,
    distance(x, y) {
      const fromCentre = Math.hypot(x - cx, y - cy);
      const ring = Math.abs(fromCentre - middle) - stroke / 2;
      return Math.min(ring, Math.max(fromCentre - radius, x - cx));
    },
  };
}

/**
 * An upright triangle with its tip in the middle.
 * @param {number} cx
 * @param {number} top
 * @param {number} bottom
 * @param {number} halfWidth
 * @returns {Shape}
 */
function triangle(cx, top, bottom, halfWidth) {
  const height = bottom - top;
  const side = Math.hypot(height, halfWidth);
  return {
    svg: `<path d="M${cx} ${top}L${cx + halfWidth} ${bottom}H${cx - halfWidth}z"/>`,
    distance: (x, y) =>
      Math.max((Math.abs(x - cx) * height - (y - top) * halfWidth) / side, y - bottom),
  };
}

/**
 * The same shapes elsewhere, or at another size.
 * @param {readonly Shape[]} shapes
 * @param {number} scale
 * @param {number} x where their left upper corner goes
 * @param {number} y
 * @returns {Shape[]}
 */
export function placed(shapes, scale, x, y) {
  return shapes.map(({ svg, distance }) => ({
    svg: `<g transform="translate(${x} ${y}) scale(${scale})">${svg}</g>`,
    distance: (atX, atY) => distance((atX - x) / scale, (atY - y) / scale) * scale,
  }));
}

/** The roll: three lines of a list. The two lower ones leave room for the state. */
export const ROLL = [bar(1, 2, 15, 4, 1), bar(1, 7, 6, 9, 1), bar(1, 12, 6, 14, 1)];

/** The state's own shape. @type {Readonly<Record<string, readonly Shape[]>>} */
export const STATES = {
  receiving: [disc(11.5, 10.5, 3.5)],
  syncing: [halfFilledDisc(11.5, 10.5, 3.75, 1.25)],
  attention: [triangle(11.25, 6.5, 14, 3.75)],
  paused: [bar(9, 7, 11, 14, 0.5), bar(13, 7, 15, 14, 0.5)],
};
