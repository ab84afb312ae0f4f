import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

interface ApplyAgainProps {
  readonly number: number;
  readonly onDone: () => void;
}

/** Why a delivery lies here unapplied, and the way to let it count after all. */
export function ApplyAgain({ number, onDone }: ApplyAgainProps) {
  const { t, api } = useApp();
  const { act, isBusy } = useAction();
  const applyAgain = async () => {
    await api.call('deliveries.applyAgain', { number });
    onDone();
  };
  return (
    <Notice
      look="failure"
      action={
        <Button
          size="small"
          disabled={isBusy}
          onClick={() => void act(applyAgain, t.deliveries.appliedAgain)}
        >
          {isBusy ? t.deliveries.applying : t.deliveries.applyAgain}
        </Button>
      }
    >
      {t.deliveries.failedText}
    </Notice>
  );
}
