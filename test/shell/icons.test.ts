import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const ICONS_DIR = join(import.meta.dirname, '..', '..', 'build', 'icons');
const STATES = ['receiving', 'syncing', 'attention', 'paused'];
const VARIANTS = ['Template', '-on-light', '-on-dark', '-outlined'];
const SCALES = [
  { suffix: '', size: 16 },
  { suffix: '@2x', size: 32 },
  { suffix: '@3x', size: 48 },
];

interface Pixel {
  readonly colour: readonly number[];
  readonly alpha: number;
}

/** The pixels of one of our icons: RGBA of 8 bits, no row filtered. */
function pixelsOf(name: string): { readonly size: number; readonly pixels: Pixel[] } {
  const png = readFileSync(join(ICONS_DIR, name));
  const size = png.readUInt32BE(16);
  const dataLength = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + dataLength));
  const pixels: Pixel[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = y * (size * 4 + 1) + 1 + x * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rows.subarray(at, at + 4);
      pixels.push({ colour: [red, green, blue], alpha });
    }
  }
  return { size, pixels };
}

describe.each(STATES)('the icon of %s', (state) => {
  it.each(VARIANTS.flatMap((variant) => SCALES.map((scale) => ({ variant, ...scale }))))(
    'is there, $variant at $size pixels',
    ({ variant, suffix, size }) => {
      const icon = pixelsOf(`tray-${state}${variant}${suffix}.png`);
      expect(icon.size).toBe(size);
      expect(icon.pixels.some(({ alpha }) => alpha === 255)).toBe(true);
      expect(icon.pixels.some(({ alpha }) => alpha === 0)).toBe(true);
    },
  );

  it('is black on nothing as a template, for macOS to colour', () => {
    const { pixels } = pixelsOf(`tray-${state}Template@2x.png`);
    for (const { colour, alpha } of pixels) if (alpha > 0) expect(colour).toEqual([0, 0, 0]);
  });

  it.each(VARIANTS)('differs from the others by its shape, not by its shade: %s', (variant) => {
    const shape = (name: string) =>
      pixelsOf(`tray-${name}${variant}.png`).pixels.map(({ colour, alpha }) =>
        // An outline is a shape of its own: what counts there is what lies inside.
        alpha > 127 && (variant !== '-outlined' || (colour[0] ?? 0) > 127) ? '#' : ' ',
      );
    const own = shape(state);
    for (const other of STATES.filter((name) => name !== state)) {
      const differing = shape(other).filter((mark, index) => mark !== own[index]).length;
      expect(differing).toBeGreaterThanOrEqual(8);
    }
  });

  it('stays clear of its edge when outlined, so that nothing is cut off', () => {
    const { size, pixels } = pixelsOf(`tray-${state}-outlined@3x.png`);
    const isInk = (index: number) => (pixels[index]?.colour[0] ?? 0) > 127;
    for (let index = 0; index < size * size; index++) {
      const isEdge = index % size === 0 || index % size === size - 1;
      if (isEdge && (pixels[index]?.alpha ?? 0) > 127) expect(isInk(index)).toBe(false);
    }
  });
});
