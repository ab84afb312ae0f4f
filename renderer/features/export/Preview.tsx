import { Skeleton } from '../../components/Skeleton.tsx';
import { useApp } from '../../state/app-context.tsx';

interface PreviewProps {
  readonly kind: 'excel' | 'import';
  readonly value: {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly firstLine: string;
    readonly totalRows: number;
  } | null;
}

/** The first rows as they will stand in the file. */
export function Preview({ kind, value }: PreviewProps) {
  const { t } = useApp();
  // a property may be called as a column of ours is
  const keys = value?.header.map((name, column) => `${column} ${name}`) ?? [];
  return (
    <div>
      <h3 id="export-preview">
        {t.export.preview}{' '}
        {value !== null && <span className="aside">{t.export.rows(value.totalRows)}</span>}
      </h3>
      {value === null ? (
        <Skeleton lines={5} label={t.common.loading} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        <section className="preview" aria-labelledby="export-preview" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {value.header.map((name, column) => (
                  <th key={keys[column]} scope="col" dir="auto">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have nothing but their place
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={keys[column]} dir="auto">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {value !== null && (
        <p className="preview-line">
          <span>{t.export.firstLine}</span>
          <code dir="ltr">{value.firstLine.replaceAll('\t', '⇥')}</code>
        </p>
      )}
      {kind === 'excel' && value !== null && hasFormula(value.rows) && (
        <p className="preview-note">{t.export.excelNote}</p>
      )}
    </div>
  );
}

function hasFormula(rows: readonly (readonly string[])[]): boolean {
  return rows.some((row) => row.some((cell) => cell.startsWith('="')));
}
