import './skeleton.css';

interface SkeletonProps {
  readonly lines: number;
  readonly label: string;
}

/** Where text is going to be, before it is here. */
export function Skeleton({ lines, label }: SkeletonProps) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{label}</span>
      {widths(lines).map((width) => (
        <div key={width} style={{ width }} />
      ))}
    </div>
  );
}

/** Uneven as lines of text are, and no two alike up to 45. */
function widths(lines: number): readonly string[] {
  return Array.from({ length: lines }, (_, line) => `${90 - ((line * 17) % 45)}%`);
}
