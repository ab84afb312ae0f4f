import { SEPARATORS, type Separator } from '../../../shared/api/separators.ts';
import { Select } from '../../components/Select.tsx';
import { useApp } from '../../state/app-context.tsx';

const USUAL = 'usual';

interface SeparatorChoiceProps {
  readonly kind: 'excel' | 'import';
  /** null: the usual one. */
  readonly value: Separator | null;
  /** null: not known yet. */
  readonly usual: Separator | null;
  readonly onChange: (separator: Separator | null) => void;
  readonly isDisabled: boolean;
}

/** What stands between the fields: what is usual here, unless it is chosen. */
export function SeparatorChoice({
  kind,
  value,
  usual,
  onChange,
  isDisabled,
}: SeparatorChoiceProps) {
  const { t } = useApp();
  const names = t.export.separators;
  const isUnusual = value !== null && usual !== null && value !== usual;
  return (
    <div className="export-separator">
      <span aria-hidden="true">{t.export.separator}</span>
      <Select
        label={t.export.separator}
        isDisabled={isDisabled}
        value={value ?? USUAL}
        onChange={(next) => onChange(next === USUAL ? null : next)}
        options={[
          { value: USUAL, label: t.export.usualSeparator(usual === null ? '…' : names[usual]) },
          ...SEPARATORS.map((name) => ({ value: name, label: names[name] })),
        ]}
      />
      {kind === 'excel' && isUnusual && (
        <p className="caution" role="status">
          {t.export.separatorNote}
        </p>
      )}
    </div>
  );
}
