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
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without content have nothing else
        <div key={line} style={{ width: `${90 - ((line * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
