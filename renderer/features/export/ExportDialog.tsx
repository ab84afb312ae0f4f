import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useSay } from '../../components/use-say.ts';
import { useApp } from '../../state/app-context.tsx';
import { cohortName } from '../../state/cohort-name.ts';
import type { ExportSubject } from '../../state/export-subject.ts';
import { FailureNotice } from '../../state/FailureNotice.tsx';
import { useFilterSentence } from '../../state/use-filter-sentence.ts';
import { useRequest } from '../../state/use-request.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { ExcelLimits } from './ExcelLimits.tsx';
import { ExportProgress } from './ExportProgress.tsx';
import { exportEnd } from './export-end.ts';
import { KindChoice } from './KindChoice.tsx';
import { Preview } from './Preview.tsx';
import { SeparatorChoice } from './SeparatorChoice.tsx';
import { useExport } from './use-export.ts';
import { useExportOptions } from './use-export-options.ts';
import { useMoment } from './use-moment.ts';
import { Wholeness } from './Wholeness.tsx';
import './export.css';

const PREVIEW_ROWS = 6;

interface ExportDialogProps {
  readonly subject: ExportSubject;
  readonly onClose: () => void;
}

/** What will be in the file is seen before it is written. */
export function ExportDialog({ subject, onClose }: ExportDialogProps) {
  const { t, api, language, snapshot } = useApp();
  const cohort = snapshot.cohorts.find(({ id }) => id === subject.cohort);
  const { options, setKind, setColumns, setOwn, setSeparator } = useExportOptions(subject);
  const { kind, columns, own = [], separator } = options;
  const when = useMoment(subject);
  const hasColumns = columns === null || columns.length + own.length > 0;
  const key = JSON.stringify([options, cohort?.revision]);
  const preview = useRequest(key, async () =>
    hasColumns ? await api.call('export.preview', { ...options, limit: PREVIEW_ROWS }) : null,
  );
  const say = useSay();
  const running = useExport((ended) =>
    say(ended === null ? t.export.unknown : exportEnd(ended, language)),
  );
  const { state } = running;
  const isRunning = running.isStarting || state?.state === 'running';
  const cancel = () => {
    running.cancel();
    onClose();
  };
  const rows = preview.value?.totalRows ?? 0;
  const usual = preview.value?.usualSeparator ?? null;
  const footer =
    state === null ? (
      <>
        <Button onClick={cancel}>{t.common.cancel}</Button>
        <Button
          look="primary"
          disabled={!hasColumns || preview.value === null || running.isStarting}
          onClick={() => void running.start(options)}
        >
          {t.export.start(rows)}
        </Button>
      </>
    ) : (
      <ExportProgress
        state={state}
        onCancel={running.cancel}
        onAgain={running.reset}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      title={t.export.title(cohort === undefined ? '' : cohortName(cohort, t))}
      isOpen
      onClose={onClose}
      closeLabel={t.common.close}
      size="wide"
      footer={footer}
    >
      <Who subject={subject} when={when} />
      <Wholeness completeness={preview.value?.completeness ?? null} />
      <KindChoice value={kind} onChange={setKind} isDisabled={isRunning} />
      <ColumnChoice
        options={options}
        onChange={setColumns}
        onOwnChange={setOwn}
        isDisabled={isRunning}
      />
      <SeparatorChoice
        kind={kind}
        value={separator}
        usual={usual}
        onChange={setSeparator}
        isDisabled={isRunning}
      />
      {kind === 'excel' && hasColumns && (
        <ExcelLimits options={options} requestKey={key} rows={rows} />
      )}
      {!hasColumns && <Notice look="attention">{t.export.noColumns}</Notice>}
      {preview.error !== null && <FailureNotice error={preview.error} onAgain={preview.again} />}
      {running.failure !== null && <FailureNotice error={running.failure} />}
      {hasColumns && (preview.value !== null || preview.error === null) && (
        <Preview kind={kind} value={preview.value} />
      )}
    </Dialog>
  );
}

interface WhoProps {
  readonly subject: ExportSubject;
  /** Empty where it is now. */
  readonly when: string;
}

function Who({ subject: { selection, search, filters }, when }: WhoProps) {
  const { t } = useApp();
  const sentence = useFilterSentence();
  const who = {
    members: selection.at === 'now' ? t.export.members : t.export.membersAt(when),
    joined: t.export.joined(when),
    left: t.export.left(when),
  }[selection.what];
  return (
    <p className="quiet">
      {[who, search !== '' && t.export.matching(search), ...filters.map(sentence)]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}
