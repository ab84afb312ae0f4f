import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import './toasts.css';

interface ToastsProps {
  readonly children: ReactNode;
  /** Of the place where they stand. */
  readonly label: string;
  readonly closeLabel: string;
}

/** Lets everything inside say something in passing, with `useSay`. */
export function Toasts({ children, label, closeLabel }: ToastsProps) {
  return (
    <Toast.Provider limit={3} timeout={5_000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts" aria-label={label}>
          <ToastList closeLabel={closeLabel} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <Toast.Content className="toast-content">
        <Toast.Title />
        <div className="row">
          <Toast.Action className="button small" />
          {/* theirs would hide it from those who read by ear until it has the focus */}
          <Toast.Close className="button quiet small" aria-hidden={false}>
            {closeLabel}
          </Toast.Close>
        </div>
      </Toast.Content>
    </Toast.Root>
  ));
}
