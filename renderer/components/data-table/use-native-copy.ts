import { type RefObject, useEffect, useEffectEvent } from 'react';

interface NativeCopyOptions {
  readonly grid: RefObject<HTMLElement | null>;
  readonly hasSelection: boolean;
  readonly onCopy: (data: DataTransfer) => void;
  readonly onSelectAll: () => void;
}

/**
 * Answers whatever asks the browser to copy or to select everything while the grid has the focus: keys of any layout, the
 * menus, the system. The browser itself knows of no selection there.
 */
export function useNativeCopy({
  grid,
  hasSelection,
  onCopy,
  onSelectAll,
}: NativeCopyOptions): void {
  const isOurs = useEffectEvent(
    () => hasSelection && grid.current?.contains(document.activeElement) === true,
  );
  const allow = useEffectEvent((event: Event) => {
    if (isOurs()) event.preventDefault();
  });
  const copy = useEffectEvent((event: ClipboardEvent) => {
    if (!isOurs() || event.clipboardData === null) return;
    event.preventDefault();
    onCopy(event.clipboardData);
  });
  const selectAll = useEffectEvent((event: Event) => {
    if (document.activeElement !== grid.current) return;
    event.preventDefault();
    onSelectAll();
  });
  useEffect(() => {
    const onBefore = (event: Event) => allow(event);
    const onCopied = (event: ClipboardEvent) => copy(event);
    const onSelect = (event: Event) => selectAll(event);
    document.addEventListener('beforecopy', onBefore);
    document.addEventListener('copy', onCopied);
    document.addEventListener('selectstart', onSelect);
    return () => {
      document.removeEventListener('beforecopy', onBefore);
      document.removeEventListener('copy', onCopied);
      document.removeEventListener('selectstart', onSelect);
    };
  }, []);
}
