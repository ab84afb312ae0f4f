import type { ReactNode } from 'react';
import './empty-state.css';

interface EmptyStateProps {
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}

/** One sentence that teaches, one action. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p>{title}</p>
      {text !== undefined && <p className="quiet">{text}</p>}
      {action}
    </div>
  );
}
