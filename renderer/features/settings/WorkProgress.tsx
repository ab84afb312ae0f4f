import { useApp } from '../../state/app-context.tsx';

interface WorkProgressProps {
  readonly label: string;
  readonly done: number;
  /** 0: not known. */
  readonly total: number;
}

/** What is being done, and how far it is. */
export function WorkProgress({ label, done, total }: WorkProgressProps) {
  const { t } = useApp();
  const share = total === 0 || done === 0 ? undefined : Math.min(1, done / total);
  return (
    <div className="work">
      <p role="status">
        {label}
        {share !== undefined && ` ${t.settings.percent(Math.floor(share * 100))}`}
      </p>
      <progress aria-label={label} max={1} value={share} />
    </div>
  );
}
