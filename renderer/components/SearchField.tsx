import type { RefObject } from 'react';
import { LONGEST_SEARCH } from '../../shared/api/filter.ts';
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
        event.preventDefault();
        // as if it were typed over, so that Ctrl+Z brings it back
        event.currentTarget.select();
        document.execCommand('delete');
      }}
    />
  );
}
