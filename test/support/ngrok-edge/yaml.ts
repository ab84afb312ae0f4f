/**
 * The part of YAML that a traffic policy of Rollcall's is written in: block lists and mappings, plain words, and scalars as
 * JSON writes them. Anything else is refused by name. Source: yaml.org/spec/1.2.2.
 */
import { NotInStandIn } from './refusals.ts';

interface Line {
  readonly indent: number;
  readonly text: string;
}

export function readYaml(text: string): unknown {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#.*)?$/.test(line))
    .map((line) => ({ indent: line.search(/\S/), text: line.trim() }));
  const reader = new Reader(lines);
  const value = reader.block(0);
  reader.expectEnd();
  return value;
}

const ENTRY = /^(?:([a-z][a-z_-]*)|("(?:[^"\\]|\\.)*")):(?: (.*))?$/;

class Reader {
  readonly #lines: Line[];

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  expectEnd(): void {
    const [line] = this.#lines;
    if (line !== undefined) throw unknown(line.text);
  }

  /** Everything that stands at this indent, as one value. */
  block(indent: number): unknown {
    const [first] = this.#lines;
    if (first === undefined || first.indent !== indent) throw unknown(first?.text ?? 'the end');
    return first.text.startsWith('- ') ? this.#list(indent) : this.#mapping(indent);
  }

  #list(indent: number): unknown[] {
    const items: unknown[] = [];
    for (let line = this.#at(indent); line?.text.startsWith('- '); line = this.#at(indent)) {
      const text = line.text.slice(2);
      // What follows the dash stands where it would stand alone.
      this.#lines[0] = { indent: indent + 2, text };
      items.push(ENTRY.test(text) ? this.block(indent + 2) : scalar(this.#next().text));
    }
    return items;
  }

  #mapping(indent: number): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    for (let line = this.#at(indent); line !== undefined; line = this.#at(indent)) {
      const [, plain, quoted = '""', value] = ENTRY.exec(this.#next().text) ?? [];
      const name = plain ?? String(JSON.parse(quoted));
      if (name === '' || entries.has(name)) throw unknown(line.text);
      entries.set(name, value === undefined ? this.block(indent + 2) : scalar(value));
    }
    return Object.fromEntries(entries);
  }

  #at(indent: number): Line | undefined {
    const [line] = this.#lines;
    return line?.indent === indent ? line : undefined;
  }

  #next(): Line {
    const line = this.#lines.shift();
    if (line === undefined) throw unknown('the end');
    return line;
  }
}

function scalar(text: string): unknown {
  if (/^[a-z][a-z_-]*$/.test(text)) return text;
  if (/^(-?\d+|"(?:[^"\\]|\\.)*")$/.test(text)) return JSON.parse(text);
  throw unknown(text);
}

function unknown(text: string): NotInStandIn {
  return new NotInStandIn(`YAML such as "${text}"`);
}
