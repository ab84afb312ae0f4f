import { Dialog as Base } from '@base-ui/react/dialog';
import { type ReactNode, useRef } from 'react';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly closeLabel: string;
  readonly size?: 'normal' | 'wide';
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

export function Dialog({ title, isOpen, onClose, closeLabel, ...rest }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        <Base.Popup ref={popup} initialFocus={popup} className={`dialog ${rest.size ?? 'normal'}`}>
          <header>
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close className="button quiet small">{closeLabel}</Base.Close>
          </header>
          <div className="dialog-body">{rest.children}</div>
          {rest.footer !== undefined && <footer>{rest.footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
