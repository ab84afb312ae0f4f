import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { useApp } from './app-context.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  /** What the button does, in its own words. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Before what can't be undone. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useApp();
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      closeLabel={t.common.close}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            look="danger"
            onClick={() => {
              onConfirm();
              onClose();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
