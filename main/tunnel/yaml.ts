/** What can be written as YAML here. */
export type YamlValue =
  | string
  | number
  | readonly YamlValue[]
  | { readonly [name: string]: YamlValue };

const PLAIN = /^[a-z][a-z_-]*$/;
/** Plain, they would be other values. */
const RESERVED: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off']);

/** Writes lists and named values as YAML, in blocks. Texts are quoted as JSON quotes them, which YAML reads the same. */
export function yamlOf(value: YamlValue, indent = ''): string {
  if (!isBlock(value)) return `${indent}${scalar(value)}\n`;
  if (isList(value)) {
    return value
      .map((item) => `${indent}- ${yamlOf(item, `${indent}  `).slice(indent.length + 2)}`)
      .join('');
  }
  return Object.entries(value)
    .map(([name, part]) =>
      isBlock(part)
        ? `${indent}${scalar(name)}:\n${yamlOf(part, `${indent}  `)}`
        : `${indent}${scalar(name)}: ${scalar(part)}\n`,
    )
    .join('');
}

function isBlock(
  value: YamlValue,
): value is readonly YamlValue[] | { readonly [name: string]: YamlValue } {
  return typeof value === 'object';
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function scalar(value: string | number): string {
  const isPlain = typeof value === 'string' && PLAIN.test(value) && !RESERVED.has(value);
  return isPlain ? value : JSON.stringify(value);
}
