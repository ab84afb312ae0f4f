import { OWN_COLUMNS_OF, type OwnColumn } from '../../../shared/api/own-columns.ts';
import { messages } from '../../../shared/messages/messages.ts';
import { useApp } from '../../state/app-context.tsx';
import { propertyName } from '../../state/property-name.ts';
import { useRequest } from '../../state/use-request.ts';
import type { ExportOptions } from './use-export.ts';

const COMMON = ['mixpanel_distinct_id', 'email', 'first_name', 'last_name', 'phone_number'];

interface ColumnChoiceProps {
  readonly options: ExportOptions;
  /** null: every property. */
  readonly onChange: (columns: string[] | null) => void;
  readonly onOwnChange: (own: OwnColumn[]) => void;
  readonly isDisabled: boolean;
}

/** The properties and, after them, what Rollcall knows itself. */
export function ColumnChoice({ options, onChange, onOwnChange, isDisabled }: ColumnChoiceProps) {
  const { t, api, language } = useApp();
  const { cohort, columns, kind, own = [], selection } = options;
  const properties = useRequest(`properties ${cohort}`, () =>
    api.call('properties.list', { cohort }),
  );
  const others = (properties.value ?? []).map(({ name }) => name);
  const all = [...COMMON, ...others.filter((name) => !COMMON.includes(name))];
  const chosen = all.filter((name) => columns === null || columns.includes(name));
  const offered = OWN_COLUMNS_OF[selection.what];
  const toggle = (name: string) => {
    const next = all.filter((other) => (other === name) !== chosen.includes(other));
    onChange(next.length === all.length ? null : next);
  };
  const toggleOwn = (name: OwnColumn) =>
    onOwnChange(offered.filter((other) => (other === name) !== own.includes(other)));
  const count = chosen.length + own.length;
  const isUsual = columns === null && own.length === (kind === 'excel' ? offered.length : 0);
  const choice = (key: string, name: string, isChosen: boolean, onToggle: () => void) => (
    <li key={key}>
      <label>
        <input type="checkbox" disabled={isDisabled} checked={isChosen} onChange={onToggle} />
        <span dir="auto">{name}</span>
      </label>
    </li>
  );
  return (
    <details className="export-columns">
      <summary>
        {t.export.columns}{' '}
        <span className="aside">
          {isUsual
            ? t.export.allColumns
            : t.export.chosenColumns(count, all.length + offered.length)}
        </span>
      </summary>
      <ul>
        {all.map((name) =>
          choice(name, propertyName(name, t), chosen.includes(name), () => toggle(name)),
        )}
        {offered.map((name) =>
          choice(`own ${name}`, messages(language).ownColumns[name], own.includes(name), () =>
            toggleOwn(name),
          ),
        )}
      </ul>
    </details>
  );
}
