import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly closeLabel: string;
  /** `by-button`: nothing is lost by a stray click or Escape. `not-now`: by nothing. */
  readonly closing?: 'anyhow' | 'by-button' | 'not-now';
  readonly size?: 'normal' | 'wide';
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, closeLabel, closing = 'anyhow', ...rest } = props;
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(open, { reason }) => {
        if (
          !open &&
          (closing === 'anyhow' || (closing === 'by-button' && reason === 'close-press'))
        )
          onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        <Base.Popup ref={popup} initialFocus={popup} className={`dialog ${rest.size ?? 'normal'}`}>
          <header>
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close className="button quiet small" disabled={closing === 'not-now'}>
              {closeLabel}
            </Base.Close>
          </header>
          <div className="dialog-body">{rest.children}</div>
          {rest.footer !== undefined && <footer>{rest.footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
