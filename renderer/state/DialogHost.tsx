import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

type Rendering = (close: () => void) => ReactNode;

const HostContext = createContext<((rendering: Rendering) => void) | null>(null);

/** Shows a dialog beside the screens: it stays when the screen that asked for it goes. */
export function DialogHost({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Rendering | null>(null);
  const show = useCallback((rendering: Rendering) => setShown(() => rendering), []);
  const close = useCallback(() => setShown(null), []);
  return (
    <HostContext value={show}>
      {children}
      {shown?.(close)}
    </HostContext>
  );
}

/** Only below a `DialogHost`. */
export function useDialog(): (rendering: Rendering) => void {
  const show = useContext(HostContext);
  if (show === null) throw new Error('useDialog is called outside of DialogHost');
  return show;
}
