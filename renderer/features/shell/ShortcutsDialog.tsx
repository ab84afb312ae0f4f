import { Dialog } from '../../components/Dialog.tsx';
import { useApp } from '../../state/app-context.tsx';

interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps) {
  const { t } = useApp();
  const s = t.shortcuts;
  const keys: readonly (readonly [string, string])[] = [
    ['Ctrl K', s.palette],
    ['/', s.search],
    ['Ctrl E', s.export],
    ['← ↑ → ↓', s.cells],
    ['Shift + ← ↑ → ↓', s.extend],
    ['Ctrl C', s.copy],
    ['Enter', s.open],
    ['Ctrl ↑  Ctrl ↓', s.ends],
    ['?', s.help],
  ];
  return (
    <Dialog title={s.title} isOpen={isOpen} onClose={onClose} closeLabel={t.common.close}>
      <dl className="shortcuts">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>{what}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
