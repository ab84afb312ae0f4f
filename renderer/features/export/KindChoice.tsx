import { useApp } from '../../state/app-context.tsx';

const KINDS = ['excel', 'import'] as const;
type Kind = (typeof KINDS)[number];

interface KindChoiceProps {
  readonly value: Kind;
  readonly onChange: (kind: Kind) => void;
  readonly isDisabled: boolean;
}

/** For a person or for a program: the two need different files. */
export function KindChoice({ value, onChange, isDisabled }: KindChoiceProps) {
  const { t } = useApp();
  const texts = { excel: t.export.excelText, import: t.export.importText };
  return (
    <fieldset className="kinds" disabled={isDisabled}>
      <legend>{t.export.kind}</legend>
      {KINDS.map((kind) => (
        <label key={kind} className="kind">
          <input
            type="radio"
            name="kind"
            checked={kind === value}
            onChange={() => onChange(kind)}
          />
          <span>
            <strong>{t.export[kind]}</strong>
            <span className="quiet">{texts[kind]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
