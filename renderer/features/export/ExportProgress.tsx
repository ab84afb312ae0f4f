import { Button } from '../../components/Button.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-action.ts';
import { exportEnd } from './export-end.ts';
import type { ExportState } from './use-export.ts';

interface ExportProgressProps {
  readonly state: ExportState;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** How far it is, and how it ended. */
export function ExportProgress({ state, onCancel, onAgain, onClose }: ExportProgressProps) {
  const { t, api, language } = useApp();
  const { act } = useAction();
  if (state.state === 'running') {
    return (
      <>
        <p className="export-state" role="status">
          <progress
            max={Math.max(1, state.totalRows)}
            value={state.rows}
            aria-label={t.export.progress(state.rows, state.totalRows)}
          />
          {t.export.progress(state.rows, state.totalRows)}
        </p>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </>
    );
  }
  const { exportId, path } = state;
  return (
    <>
      <p className="export-state" role="status">
        {exportEnd(state, language)}
      </p>
      {state.state === 'done' && path !== null && (
        <Button onClick={() => void act(() => api.call('export.showInFolder', { exportId }))}>
          {t.export.showInFolder}
        </Button>
      )}
      <Button onClick={onAgain}>{t.export.again}</Button>
      <Button look="primary" onClick={onClose}>
        {t.common.close}
      </Button>
    </>
  );
}
