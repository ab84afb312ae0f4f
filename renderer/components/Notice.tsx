import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  readonly look: 'attention' | 'failure' | 'plain';
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Its words change by themselves, as a time passes: they are not read out each time. */
  readonly isTicking?: boolean;
}

/** What a person should know before reading on, and what to do about it. */
export function Notice({ look, children, action, isTicking = false }: NoticeProps) {
  const role = isTicking ? 'note' : look === 'failure' ? 'alert' : 'status';
  return (
    <div className={`notice ${look}`} role={role}>
      <p>{children}</p>
      {action}
    </div>
  );
}
