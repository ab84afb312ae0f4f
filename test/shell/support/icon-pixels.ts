/** The tray's pictures, read back pixel by pixel. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';

const ICONS_DIR = join(import.meta.dirname, '..', '..', '..', 'build', 'icons');

const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;
const BITMAP_HEADER_BYTES = 40;

export interface Picture {
  readonly size: number;
  /** Four bytes a pixel, row by row. */
  readonly rgba: Uint8Array;
}

export interface Pixel {
  readonly colour: readonly number[];
  readonly alpha: number;
}

/** A PNG of ours: RGBA of 8 bits, no row filtered. */
export function readPng(name: string): Picture {
  const png = readFileSync(join(ICONS_DIR, name));
  const size = png.readUInt32BE(16);
  const dataLength = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + dataLength));
  const rgba = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    const from = y * (size * 4 + 1) + 1;
    rgba.set(rows.subarray(from, from + size * 4), y * size * 4);
  }
  return { size, rgba };
}

/** All pictures in an icon for Windows: bitmaps, from the bottom row up, blue first. */
export function readIco(name: string): Picture[] {
  const ico = readFileSync(join(ICONS_DIR, name));
  return Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const at = ico.readUInt32LE(ICO_HEADER_BYTES + i * ICO_ENTRY_BYTES + 12);
    const size = ico.readInt32LE(at + 4);
    const rgba = new Uint8Array(size * size * 4);
    for (let index = 0; index < size * size; index++) {
      const row = size - 1 - Math.floor(index / size);
      const from = at + BITMAP_HEADER_BYTES + (row * size + (index % size)) * 4;
      const [blue = 0, green = 0, red = 0, alpha = 0] = ico.subarray(from, from + 4);
      rgba.set([red, green, blue, alpha], index * 4);
    }
    return { size, rgba };
  });
}

export function pixelsOf({ size, rgba }: Picture): Pixel[] {
  return Array.from({ length: size * size }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(index * 4, index * 4 + 4);
    return { colour: [red, green, blue], alpha };
  });
}
