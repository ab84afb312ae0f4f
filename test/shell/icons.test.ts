import { describe, expect, it } from 'vitest';
import { TRAY_STATES, type TrayState } from '../../main/electron/tray-state.ts';
import { type Picture, pixelsOf, readIco, readPng } from './support/icon-pixels.ts';

const PNG_SCALES = [
  { suffix: '', size: 16 },
  { suffix: '@2x', size: 32 },
  { suffix: '@3x', size: 48 },
];
const VARIANTS = ['Template', '-outlined', '-on-light', '-on-dark'] as const;

/** Every size of one state on one kind of panel, smallest first. */
function pictures(state: TrayState, variant: (typeof VARIANTS)[number]): readonly Picture[] {
  return variant === '-on-light' || variant === '-on-dark'
    ? readIco(`tray-${state}${variant}.ico`)
    : PNG_SCALES.map(({ suffix }) => readPng(`tray-${state}${variant}${suffix}.png`));
}

describe.each(TRAY_STATES)('the icon of %s', (state) => {
  it.each([
    ['Template', [16, 32, 48]],
    ['-outlined', [16, 32, 48]],
    // 100, 125, 150, 175, 200, 250, 300 and 400 %
    ['-on-light', [16, 20, 24, 28, 32, 40, 48, 64]],
    ['-on-dark', [16, 20, 24, 28, 32, 40, 48, 64]],
  ] as const)('is drawn in every size: %s', (variant, sizes) => {
    const drawn = pictures(state, variant);
    expect(drawn.map(({ size }) => size)).toEqual(sizes);
    for (const pixels of drawn.map(pixelsOf)) {
      expect(pixels.some(({ alpha }) => alpha === 255)).toBe(true);
      expect(pixels.some(({ alpha }) => alpha === 0)).toBe(true);
    }
  });

  it('is black on nothing as a template, for macOS to colour', () => {
    for (const { colour, alpha } of pictures(state, 'Template').flatMap(pixelsOf)) {
      if (alpha > 0) expect(colour).toEqual([0, 0, 0]);
    }
  });

  it.each(VARIANTS)('differs from the others by its shape, not by its shade: %s', (variant) => {
    const shape = (name: TrayState) =>
      pixelsOf(pictures(name, variant)[0] ?? { size: 0, rgba: new Uint8Array() }).map(
        ({ colour, alpha }) =>
          // An outline is a shape of its own: what counts there is what lies inside.
          alpha > 127 && (variant !== '-outlined' || (colour[0] ?? 0) > 127),
      );
    const own = shape(state);
    expect(own).toHaveLength(16 * 16);
    for (const other of TRAY_STATES.filter((name) => name !== state)) {
      const differing = shape(other).filter((isInk, index) => isInk !== own[index]).length;
      expect(differing).toBeGreaterThanOrEqual(8);
    }
  });

  it('stays clear of its edge when outlined, so that nothing is cut off', () => {
    const large = readPng(`tray-${state}-outlined@3x.png`);
    const { size } = large;
    for (const [index, { colour, alpha }] of pixelsOf(large).entries()) {
      const x = index % size;
      const y = Math.floor(index / size);
      const isEdge = x === 0 || y === 0 || x === size - 1 || y === size - 1;
      if (isEdge && alpha > 127) expect(colour[0]).toBeLessThanOrEqual(127);
    }
  });
});
