export interface ChartPoint {
  readonly key: number;
  readonly size: number;
  readonly joined: number;
  readonly left: number;
}

const LINE_TOP = 8;
const LINE_BOTTOM = 60;
const BARS = 14;
const ZERO_Y = LINE_BOTTOM + 8 + BARS;
const LABELS = 56;
const WIDEST_BAR = 10;

/** Where everything of the chart stands, in pixels, for a width. */
export function chartGeometry(points: readonly ChartPoint[], width: number) {
  const right = Math.max(0, width - LABELS);
  const sizes = points.map(({ size }) => size);
  const high = Math.max(...sizes, 0);
  const low = Math.min(...sizes, high);
  const span = Math.max(1, high - low);
  const most = Math.max(1, ...points.map(({ joined, left }) => Math.max(joined, left)));
  const step = right / Math.max(1, points.length);
  const yOf = (size: number) => LINE_BOTTOM - ((size - low) / span) * (LINE_BOTTOM - LINE_TOP);
  const columns = points.map(({ key, size, joined, left }, i) => ({
    key,
    x: step * (i + 0.5),
    y: yOf(size),
    up: barHeight(joined, most),
    down: barHeight(left, most),
  }));
  const line = columns.map(
    ({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`,
  );
  const from = columns.at(0)?.x ?? 0;
  const to = columns.at(-1)?.x ?? 0;
  return {
    height: ZERO_Y + BARS + 2,
    right,
    zeroY: ZERO_Y,
    high,
    low,
    highY: yOf(high),
    lowY: yOf(low),
    columns,
    line: line.join(''),
    area: `${line.join('')}L${to},${LINE_BOTTOM + 4}L${from},${LINE_BOTTOM + 4}Z`,
    barWidth: Math.max(1, Math.min(WIDEST_BAR, step * 0.6)),
    indexAt: (x: number) => Math.max(0, Math.min(points.length - 1, Math.floor(x / step))),
  };
}

/** The square root, so that a first sync doesn't flatten all that follow; anything at all shows. */
function barHeight(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(1.5, Math.sqrt(value / most) * BARS);
}
