import type { RefObject } from 'react';
import { LONGEST_SEARCH } from '../../shared/api/filter.ts';
import { isComposing } from './keys.ts';
import './search-field.css';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: RefObject<HTMLInputElement | null>;
}

export function SearchField({ label, placeholder, value, onChange, ref }: SearchFieldProps) {
  return (
    <input
      ref={ref}
      type="search"
      className="search-field"
      data-search
      dir="auto"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={LONGEST_SEARCH}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return;
        // Browsers empty the field by themselves, also while something is being composed.
        event.preventDefault();
        if (isComposing(event.nativeEvent)) return;
        // as if it were typed over, so that Ctrl+Z brings it back
        event.currentTarget.select();
        document.execCommand('delete');
      }}
    />
  );
}
