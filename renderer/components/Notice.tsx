import type { ReactNode } from 'react';
import './notice.css';

interface NoticeProps {
  readonly look: 'attention' | 'failure' | 'plain';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** What a person should know before reading on, and what to do about it. */
export function Notice({ look, children, action }: NoticeProps) {
  return (
    <div className={`notice ${look}`} role={look === 'failure' ? 'alert' : 'status'}>
      <p>{children}</p>
      {action}
    </div>
  );
}
