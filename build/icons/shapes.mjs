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
function ring(cx, cy, radius, stroke) {
  const middle = radius - stroke / 2;
  return {
    svg: `<circle cx="${cx}" cy="${cy}" r="${middle}" fill="none" stroke="currentColor" stroke-width="${stroke}"/>`,
    distance: (x, y) => Math.abs(Math.hypot(x - cx, y - cy) - middle) - stroke / 2,
  };
}

/**
 * A disc as far as it lies left of a line.
 * @param {number} edge
 * @param {number} cx
 * @param {number} cy
 * @param {number} radius
 * @returns {Shape}
 */
function leftOf(edge, cx, cy, radius) {
  const half = Math.sqrt(radius ** 2 - (edge - cx) ** 2);
  const arc = `a${radius} ${radius} 0 0 0 0 ${half * 2}`;
  return {
    svg: `<path d="M${edge} ${cy - half}${arc}z"/>`,
    distance: (x, y) => Math.max(Math.hypot(x - cx, y - cy) - radius, x - edge),
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

/**
 * To the nearest whole pixel: straight edges stand on pixels, and lines are as thick as each other.
 * @param {number} scale pixels to a unit
 */
function snapTo(scale) {
  return (/** @type {number} */ at) => Math.round(at * scale) / scale;
}

/**
 * The roll: three lines of a list. The two lower ones leave room for the state.
 * @param {number} scale pixels to a unit
 */
export function roll(scale) {
  const snap = snapTo(scale);
  const line = (/** @type {number} */ top, /** @type {number} */ right) =>
    bar(snap(1), snap(top), snap(right), snap(top) + snap(2), 1);
  return [line(2, 15), line(7, 6), line(12, 6)];
}

const RING = 1.25;

/**
 * The state's own shape, and what it covers with all that lies within it.
 * @typedef {object} StateShapes
 * @property {readonly Shape[]} shapes
 * @property {readonly Shape[]} covered
 */

/**
 * @param {number} scale pixels to a unit
 * @returns {Readonly<Record<string, StateShapes>>}
 */
export function states(scale) {
  const snap = snapTo(scale);
  const [right, bottom, side, line] = [snap(15), snap(14), snap(7), snap(2)];
  const [top, radius] = [bottom - side, side / 2];
  const [cx, cy] = [right - radius, bottom - radius];
  const whole = disc(cx, cy, radius);
  const hollow = ring(cx, cy, radius, snap(RING));
  const half = leftOf(Math.floor(cx * scale) / scale, cx, cy, radius);
  const tip = triangle(cx, top - 0.5, bottom, radius);
  const bars = [right - line * 3, right - line].map((left) =>
    bar(left, top, left + line, bottom, 0.5),
  );
  return {
    receiving: { shapes: [whole], covered: [whole] },
    syncing: { shapes: [hollow, half], covered: [whole] },
    attention: { shapes: [tip], covered: [tip] },
    paused: { shapes: bars, covered: bars },
    offline: { shapes: [hollow], covered: [whole] },
  };
}
