const WIDTH = 56;
const HEIGHT = 16;

interface SparklineProps {
  readonly values: readonly number[];
}

/** The shape of a size over time; what it means stands beside it in figures. */
export function Sparkline({ values }: SparklineProps) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const points = values.map((value, i) => {
    const x = (i / (values.length - 1)) * (WIDTH - 4) + 2;
    const y = HEIGHT - 3 - (span === 0 ? 0.5 : (value - low) / span) * (HEIGHT - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [endX, endY] = (points.at(-1) ?? '').split(',');
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="sparkline">
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
      />
      <circle cx={endX} cy={endY} r="1.75" fill="currentColor" />
    </svg>
  );
}
