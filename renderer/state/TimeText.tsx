import { useApp } from './app-context.tsx';

interface TimeTextProps {
  readonly timeMs: number;
  readonly text: string;
}

/** A short or relative time; the exact one on hover and for those who read by ear. */
export function TimeText({ timeMs, text }: TimeTextProps) {
  const { format } = useApp();
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={format.exact(timeMs)}>
      {text}
    </time>
  );
}
