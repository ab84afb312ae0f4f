import { SHEET_MEMBERS } from '../../../shared/excel-limits.ts';
import { Notice } from '../../components/Notice.tsx';
import { useApp } from '../../state/app-context.tsx';
import { useRequest } from '../../state/use-request.ts';
import type { ExportOptions } from './use-export.ts';

interface ExcelLimitsProps {
  readonly options: ExportOptions;
  /** Changes with what would be in the file. */
  readonly requestKey: string;
  /** How many it would hold. */
  readonly rows: number;
}

/** What Excel will not take or show of the file, said before it is written. */
export function ExcelLimits({ options, requestKey, rows }: ExcelLimitsProps) {
  const { t, api } = useApp();
  const foreseen = useRequest(requestKey, () => api.call('export.foresee', options));
  const cut = foreseen.isLoading ? 0 : (foreseen.value?.cut ?? 0);
  return (
    <>
      {cut > 0 && <Notice look="attention">{t.export.willCut(cut, t.export.import)}</Notice>}
      {rows > SHEET_MEMBERS && (
        <Notice look="attention">{t.export.willNotShow(SHEET_MEMBERS)}</Notice>
      )}
    </>
  );
}
