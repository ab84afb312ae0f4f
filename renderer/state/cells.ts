/** A property's value as the table shows it. Missing, null and empty are three things. */
export interface CellValue {
  readonly kind: 'missing' | 'null' | 'text' | 'number' | 'boolean' | 'json';
  readonly text: string;
}

export const MISSING: CellValue = { kind: 'missing', text: '' };

interface Source {
  readonly source?: string;
}

/** Holds the digits a number was sent with: 64-bit ids don't fit a JS number. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The values of a member's `properties`, in the order sent. */
export function readCells(properties: string): ReadonlyMap<string, CellValue> {
  const parsed: unknown = JSON.parse(properties, (_key, value: unknown, ...rest: Source[]) =>
    typeof value === 'number' ? new NumberText(rest[0]?.source ?? String(value)) : value,
  );
  // Its own entries alone, whatever their names: "__proto__" is one like others.
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return new Map(entries.map(([name, value]: [string, unknown]) => [name, cellOf(value)]));
}

/** A day without the midnight that it was sent with, for a property of days; any other value as it is. */
export function asDay(value: CellValue): CellValue {
  if (value.kind !== 'text' || !/^\d{4}-\d\d-\d\dT00:00:00$/.test(value.text)) return value;
  return { kind: 'text', text: value.text.slice(0, 10) };
}

function cellOf(value: unknown): CellValue {
  if (value === null) return { kind: 'null', text: '' };
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  if (value instanceof NumberText) return { kind: 'number', text: value.text };
  return { kind: 'json', text: written(value) };
}

/** As JSON, with every number as it was sent. */
function written(value: unknown): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([name, one]) => `${JSON.stringify(name)}:${written(one)}`,
  );
  return `{${entries.join(',')}}`;
}
