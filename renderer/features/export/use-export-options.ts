import { useMemo } from 'react';
import * as z from 'zod';
import { OWN_COLUMNS, OWN_COLUMNS_OF } from '../../../shared/api/own-columns.ts';
import { SEPARATORS } from '../../../shared/api/separators.ts';
import { systemTimeZone } from '../../../shared/time-zone.ts';
import { useApp } from '../../state/app-context.tsx';
import type { ExportSubject } from '../../state/export-subject.ts';
import { useStored } from '../../state/use-stored.ts';
import type { ExportOptions } from './use-export.ts';

const kindSchema = z.enum(['excel', 'import']);
const columnsSchema = z.array(z.string()).nullable();
const ownSchema = z.array(z.enum(OWN_COLUMNS)).nullable();
const separatorSchema = z.enum(SEPARATORS).nullable();

/**
 * What a person chooses of a file, remembered by this browser: properties for each cohort; for each kind of file the
 * separator and our own columns, which people want and programs have no field for.
 */
export function useExportOptions(subject: ExportSubject) {
  const { language } = useApp();
  const [kind, setKind] = useStored('export.kind', kindSchema, 'excel');
  const [columns, setColumns] = useStored(`export.columns.${subject.cohort}`, columnsSchema, null);
  const [own, setOwn] = useStored(`export.own.${kind}`, ownSchema, null);
  const [separator, setSeparator] = useStored(`export.separator.${kind}`, separatorSchema, null);
  const options = useMemo(
    (): ExportOptions => ({
      cohort: subject.cohort,
      kind,
      selection: subject.selection,
      ...(subject.search === '' ? {} : { search: subject.search }),
      filters: [...subject.filters],
      columns,
      own: OWN_COLUMNS_OF[subject.selection.what].filter(
        (name) => own?.includes(name) ?? kind === 'excel',
      ),
      separator,
      language,
      timeZone: systemTimeZone(),
    }),
    [subject, kind, columns, own, separator, language],
  );
  return { options, setKind, setColumns, setOwn, setSeparator };
}
