import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

/** Lets a failed delivery count after all. It stands below what that would change. */
export function ApplyAgain({ number }: { readonly number: number }) {
  const { t, api } = useApp();
  const { act, isBusy } = useAction();
  const applyAgain = async () => {
    await api.call('deliveries.applyAgain', { number });
  };
  return (
    <Button
      size="small"
      disabled={isBusy}
      onClick={() => void act(applyAgain, t.deliveries.appliedAgain)}
    >
      {isBusy ? t.deliveries.applying : t.deliveries.applyAgain}
    </Button>
  );
}
