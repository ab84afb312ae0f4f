import { useMemo } from 'react';
import * as z from 'zod';
import { SEPARATORS } from '../../../shared/api/separators.ts';
import { systemTimeZone } from '../../../shared/time-zone.ts';
import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import { useStored } from '../../state/use-stored.ts';
import type { ExportOptions } from './use-export.ts';

const kindSchema = z.enum(['excel', 'import']);
const columnsSchema = z.array(z.string()).nullable();
const separatorSchema = z.enum(SEPARATORS).nullable();

/** What a person chooses of a file, remembered by this browser: columns for each cohort, the separator for each kind. */
export function useExportOptions(subject: ExportSubject) {
  const { language } = useApp();
  const [kind, setKind] = useStored('export.kind', kindSchema, 'excel');
  const [columns, setColumns] = useStored(`export.columns.${subject.cohort}`, columnsSchema, null);
  const [separator, setSeparator] = useStored(`export.separator.${kind}`, separatorSchema, null);
  const options = useMemo(
    (): ExportOptions => ({
      cohort: subject.cohort,
      kind,
      selection: subject.selection,
      ...(subject.search === '' ? {} : { search: subject.search }),
      filters: [...subject.filters],
      columns,
      separator,
      language,
      timeZone: systemTimeZone(),
    }),
    [subject, kind, columns, separator, language],
  );
  return { options, setKind, setColumns, setSeparator };
}
