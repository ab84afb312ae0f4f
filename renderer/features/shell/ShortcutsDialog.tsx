import { Dialog } from '../../components/Dialog.tsx';
import { useApp } from '../../state/app-context.tsx';
import { withCommand } from '../../state/command-key.ts';

interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShortcutsDialog({ isOpen, onClose }: ShortcutsDialogProps) {
  const { t } = useApp();
  const s = t.shortcuts;
  const keys: readonly (readonly [string, string])[] = [
    [withCommand('K'), s.palette],
    ['/', s.search],
    [withCommand('E'), s.export],
    ['← ↑ → ↓', s.cells],
    ['Shift + ← ↑ → ↓', s.extend],
    [withCommand('C'), s.copy],
    ['Enter', s.open],
    [`${withCommand('↑')}  ${withCommand('↓')}`, s.ends],
    [withCommand('Z'), s.undo],
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
