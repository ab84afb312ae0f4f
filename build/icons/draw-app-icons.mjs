// Draws the app's own icon: `node build/icons/draw-app-icons.mjs` writes icons/app/, as each system wants it. The files
// are checked in; run it after changing a shape.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeIcns, encodeIco } from './containers.mjs';
import { layer, paint } from './paint.mjs';
import { encodePng } from './png.mjs';
import { bar, placed, roll, states } from './shapes.mjs';

const INDIGO = '#165E83';
const PAPER = '#FBFAF7';
const GOLD = '#E2B44C';

/** The tile: Apple leaves about a tenth free around it; Windows and Linux fill their square, but for a breath. */
const TILES = {
  mac: { margin: 1.55, radius: 2.9 },
  other: { margin: 0.5, radius: 3 },
};
/** How much of the tile the roll takes. */
const ROLL_SHARE = 0.62;

const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512, 1024];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 256];

const outDir = join(import.meta.dirname, 'app');
mkdirSync(outDir, { recursive: true });
for (const size of LINUX_SIZES) {
  writeFileSync(join(outDir, `${size}x${size}.png`), png(TILES.other, size));
}
writeFileSync(
  join(outDir, 'icon.icns'),
  encodeIcns((size) => png(TILES.mac, size)),
);
writeFileSync(
  join(outDir, 'icon.ico'),
  encodeIco(WINDOWS_SIZES.map((size) => ({ size, rgba: picture(TILES.other, size) }))),
);

/**
 * @param {{ readonly margin: number, readonly radius: number }} tile
 * @param {number} size in pixels
 */
function png(tile, size) {
  return encodePng(size, picture(tile, size));
}

/**
 * @param {{ readonly margin: number, readonly radius: number }} tile
 * @param {number} size in pixels
 */
function picture({ margin, radius }, size) {
  const end = 16 - margin;
  const scale = ((end - margin) / 16) * ROLL_SHARE;
  const at = 8 - 8 * scale;
  const layers = [
    layer([bar(margin, margin, end, end, radius)], INDIGO, 0),
    layer(placed(roll(1), scale, at, at), PAPER, 0),
    layer(placed(states(1).receiving?.shapes ?? [], scale, at, at), GOLD, 0),
  ];
  return paint(layers, size);
}
