import { useApp } from './app-context.tsx';
import type { CellValue } from './cells.ts';
import './cell-text.css';

/** A property's value. What was not sent, null and empty text look and read differently. */
export function CellText({ value }: { readonly value: CellValue }) {
  const { t } = useApp();
  switch (value.kind) {
    case 'missing':
      return (
        <span className="cell-missing" title={t.members.missing}>
          –
        </span>
      );
    case 'null':
      return <span className="cell-null">{t.members.nullValue}</span>;
    case 'text':
      if (value.text === '') {
        return (
          <span className="cell-null" title={t.members.empty}>
            {'""'}
          </span>
        );
      }
      return (
        <span dir="auto" title={value.text}>
          {value.text}
        </span>
      );
    case 'json':
      return <code title={value.text}>{value.text}</code>;
    case 'number':
    case 'boolean':
      return <span>{value.text}</span>;
  }
}
