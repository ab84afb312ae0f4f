import { Select as Base } from '@base-ui/react/select';
import './select.css';

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** Says the label before the value, in the control. */
  readonly isLabelShown?: boolean;
  readonly isDisabled?: boolean;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, onChange, options, isLabelShown = false, isDisabled = false } = props;
  return (
    <Base.Root
      items={options}
      disabled={isDisabled}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger className="select" aria-label={label}>
        {isLabelShown && <span className="quiet">{label}</span>}
        <Base.Value className="select-value" />
        <Base.Icon className="select-icon">▾</Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          className="select-positioner"
          sideOffset={4}
          alignItemWithTrigger={false}
          align="end"
        >
          <Base.Popup className="select-popup">
            {options.map((option) => (
              <Base.Item key={option.value} value={option.value} className="select-item">
                <Base.ItemIndicator className="select-check">✓</Base.ItemIndicator>
                <Base.ItemText>{option.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
