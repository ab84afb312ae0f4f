import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import './toasts.css';

interface ToastsProps {
  readonly children: ReactNode;
  readonly closeLabel: string;
}

/** Lets everything inside say something in passing, with `useSay`. */
export function Toasts({ children, closeLabel }: ToastsProps) {
  return (
    <Toast.Provider limit={3} timeout={5_000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
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
        <Toast.Close className="button quiet small">{closeLabel}</Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
