import { useApp } from '../../state/app-context.tsx';
import { propertyName } from '../../state/property-name.ts';
import { useRequest } from '../../state/use-request.ts';

const COMMON = ['mixpanel_distinct_id', 'email', 'first_name', 'last_name', 'phone_number'];

interface ColumnChoiceProps {
  readonly cohort: number;
  /** null: every column. */
  readonly value: readonly string[] | null;
  readonly onChange: (columns: string[] | null) => void;
  readonly isDisabled: boolean;
}

export function ColumnChoice({ cohort, value, onChange, isDisabled }: ColumnChoiceProps) {
  const { t, api } = useApp();
  const properties = useRequest(`properties ${cohort}`, () =>
    api.call('properties.list', { cohort }),
  );
  const others = (properties.value ?? []).map(({ name }) => name);
  const all = [...COMMON, ...others.filter((name) => !COMMON.includes(name))];
  const chosen = all.filter((name) => value === null || value.includes(name));
  const toggle = (name: string) => {
    const next = all.filter((other) => (other === name) !== chosen.includes(other));
    onChange(next.length === all.length ? null : next);
  };
  return (
    <details className="export-columns">
      <summary>
        {t.export.columns}{' '}
        <span className="aside">
          {value === null ? t.export.allColumns : t.export.chosenColumns(chosen.length, all.length)}
        </span>
      </summary>
      <ul>
        {all.map((name) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                disabled={isDisabled}
                checked={chosen.includes(name)}
                onChange={() => toggle(name)}
              />
              <span dir="auto">{propertyName(name, t)}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
