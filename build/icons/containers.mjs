import { encodePng } from './png.mjs';

/** Apple's name of each picture in an .icns, and its size in pixels. */
const ICNS_TYPES = [
  { type: 'icp4', size: 16 },
  { type: 'icp5', size: 32 },
  { type: 'ic11', size: 32 }, // 16 points, twice as sharp
  { type: 'ic12', size: 64 },
  { type: 'ic07', size: 128 },
  { type: 'ic13', size: 256 },
  { type: 'ic08', size: 256 },
  { type: 'ic14', size: 512 },
  { type: 'ic09', size: 512 },
  { type: 'ic10', size: 1024 },
];

const ICNS_HEADER_BYTES = 8;
const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;
const BITMAP_HEADER_BYTES = 40;
const BITS = 32;
/** From this size on, Windows and its installers read PNG within an icon. */
const ICO_PNG_SIZE = 256;

/**
 * An icon for macOS.
 * @param {(size: number) => Buffer} png draws it
 */
export function encodeIcns(png) {
  const parts = ICNS_TYPES.map(({ type, size }) => {
    const picture = png(size);
    return Buffer.concat([icnsHeader(type, picture.length), picture]);
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([icnsHeader('icns', body.length), body]);
}

/**
 * @param {string} type
 * @param {number} length of what follows
 */
function icnsHeader(type, length) {
  const header = Buffer.alloc(ICNS_HEADER_BYTES);
  header.write(type, 'latin1');
  header.writeUInt32BE(ICNS_HEADER_BYTES + length, 4);
  return header;
}

/**
 * An icon for Windows.
 * @param {readonly { readonly size: number, readonly rgba: Uint8Array }[]} pictures
 */
export function encodeIco(pictures) {
  const header = Buffer.alloc(ICO_HEADER_BYTES);
  header.writeUInt16LE(1, 2); // an icon, not a pointer
  header.writeUInt16LE(pictures.length, 4);
  const bodies = pictures.map(({ size, rgba }) =>
    size >= ICO_PNG_SIZE ? encodePng(size, rgba) : bitmap(size, rgba),
  );
  let offset = ICO_HEADER_BYTES + pictures.length * ICO_ENTRY_BYTES;
  const entries = pictures.map(({ size }, i) => {
    const length = bodies[i]?.length ?? 0;
    const entry = Buffer.alloc(ICO_ENTRY_BYTES);
    entry.set([size % 256, size % 256]); // 256 is written as 0
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(BITS, 6);
    entry.writeUInt32LE(length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...bodies]);
}

/**
 * A bitmap as an icon holds it: from the bottom row up, blue first, followed by a mask that its alpha makes needless.
 * @param {number} size
 * @param {Uint8Array} rgba
 */
function bitmap(size, rgba) {
  const header = Buffer.alloc(BITMAP_HEADER_BYTES);
  header.writeUInt32LE(BITMAP_HEADER_BYTES, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8); // the mask's rows count
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(BITS, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4);
      pixels.set([blue, green, red, alpha], ((size - 1 - y) * size + x) * 4);
    }
  }
  const maskRowBytes = Math.ceil(size / 32) * 4;
  return Buffer.concat([header, pixels, Buffer.alloc(maskRowBytes * size)]);
}
