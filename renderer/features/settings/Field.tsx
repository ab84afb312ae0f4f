import type { ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
}

/** A setting: what it is on the left, its control on the right. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    <div className="field">
      <div>
        <p>{label}</p>
        {hint !== undefined && <div className="quiet">{hint}</div>}
      </div>
      {children}
    </div>
  );
}
