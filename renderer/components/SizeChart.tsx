import { useState } from 'react';
import { type ChartPoint, chartGeometry } from './chart-geometry.ts';
import { useSize } from './use-size.ts';
import './size-chart.css';

interface SizeChartProps {
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
  readonly summary: string;
  readonly describe: (index: number) => string;
  readonly format: (value: number) => string;
}

/** The size as a line; under it, who joined above the zero line and who left below it. */
export function SizeChart({ points, summary, describe, format }: SizeChartProps) {
  const [size, ref] = useSize();
  const [hovered, setHovered] = useState<number | null>(null);
  const width = size?.width ?? 0;
  const shape = chartGeometry(points, width);
  const at = hovered === null ? null : (shape.columns[hovered] ?? null);
  return (
    <figure className="size-chart" ref={ref}>
      <svg
        width={width}
        height={shape.height}
        role="img"
        aria-label={summary}
        onPointerMove={(event) =>
          setHovered(
            shape.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left),
          )
        }
        onPointerLeave={() => setHovered(null)}
      >
        <path d={shape.area} className="size-area" />
        <path d={shape.line} className="size-line" />
        <line x1="0" x2={shape.right} y1={shape.zeroY} y2={shape.zeroY} className="size-zero" />
        {shape.columns.map(({ key, x, up, down }) => (
          <g key={key}>
            <rect
              x={x - shape.barWidth / 2}
              y={shape.zeroY - up}
              width={shape.barWidth}
              height={up}
              className="size-joined"
            />
            <rect
              x={x - shape.barWidth / 2}
              y={shape.zeroY + 1}
              width={shape.barWidth}
              height={down}
              className="size-left"
            />
          </g>
        ))}
        <text x={width} y={shape.highY + 4} className="size-label">
          {format(shape.high)}
        </text>
        {shape.low < shape.high && (
          <text x={width} y={shape.lowY + 4} className="size-label">
            {format(shape.low)}
          </text>
        )}
        {at !== null && (
          <g className="size-cursor">
            <line x1={at.x} x2={at.x} y1="4" y2={shape.height} />
            <circle cx={at.x} cy={at.y} r="3" />
          </g>
        )}
      </svg>
      {hovered !== null && at !== null && (
        <figcaption style={at.x > width / 2 ? { right: width - at.x + 8 } : { left: at.x + 8 }}>
          {describe(hovered)}
        </figcaption>
      )}
    </figure>
  );
}
