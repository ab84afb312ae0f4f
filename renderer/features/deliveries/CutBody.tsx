import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';

interface CutBodyProps {
  readonly isWhole: boolean;
  readonly onWhole: () => Promise<void>;
  /** null where a page can't save. */
  readonly onSave: (() => Promise<void>) | null;
}

/** Of a long body only the beginning is fetched: the rest is there for whoever asks. */
export function CutBody({ isWhole, onWhole, onSave }: CutBodyProps) {
  const { t } = useApp();
  const { act, isBusy } = useAction();
  return (
    <div className="row cut-body">
      {!isWhole && (
        <>
          <p className="quiet">{t.deliveries.cut}</p>
          <Button size="small" disabled={isBusy} onClick={() => void act(onWhole)}>
            {t.deliveries.showWhole}
          </Button>
        </>
      )}
      {onSave !== null && (
        <Button size="small" disabled={isBusy} onClick={() => void act(onSave)}>
          {t.deliveries.saveBody}
        </Button>
      )}
    </div>
  );
}
