/** JSON text with every number turned into `{ number: its text }`: 1, 1.0 and 1e0 stay three. The last of repeated names counts. */
export function readJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? { number: context?.source } : value,
  );
}

/** The text of a number read by `readJson`, else null. */
export function numberText(value: unknown): string | null {
  return isObject(value) && typeof value.number === 'string' ? value.number : null;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Property names with their values as text, to be compared. */
export type Properties = ReadonlyMap<string, string>;

export function toProperties(value: unknown): Properties {
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(entries.map(([name, property]) => [name, JSON.stringify(property)]));
}
