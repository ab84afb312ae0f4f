import { OWN_COLUMNS, type OwnColumn } from '../../shared/api/own-columns.ts';
import type { PackedRow } from '../store/reading/packed-row.ts';
import type { Property } from '../store/reading/properties.ts';

/** A column of a file: a property, or one of ours, whose values are dates. */
export interface Column extends Property {
  readonly own?: OwnColumn;
}

/** Our columns by the names they have beside these properties: where a property has such a name, ours says whose it is. */
export function ownColumns(taken: ReadonlySet<string>): Column[] {
  return OWN_COLUMNS.map((own) => {
    let name: string = own;
    while (taken.has(name)) name = `rollcall ${name}`;
    return { name, types: ['date'], own };
  });
}

const NOTHING = new Uint8Array();

interface OwnValuesParts {
  readonly timeOf: (delivery: number) => number;
  readonly isStartUnknown: (delivery: number) => boolean;
  readonly timeText: (utcMs: number) => string;
}

/** What stands in our columns. The text of a delivery's time is made once, as many people come with each. */
export class OwnValues {
  readonly #textOf: (delivery: number) => Uint8Array;
  readonly #isStartUnknown: (delivery: number) => boolean;

  constructor({ timeOf, isStartUnknown, timeText }: OwnValuesParts) {
    const known = new Map<number, Uint8Array>();
    this.#isStartUnknown = isStartUnknown;
    this.#textOf = (delivery) => {
      const text = known.get(delivery) ?? Buffer.from(timeText(timeOf(delivery)));
      known.set(delivery, text);
      return text;
    };
  }

  /** The text of a row's field in one of our columns; empty where it has none. */
  read(own: OwnColumn, { joined, left }: PackedRow): Uint8Array {
    if (own === 'left') return left === null ? NOTHING : this.#textOf(left);
    return this.#isStartUnknown(joined) === (own === 'in_since_before')
      ? this.#textOf(joined)
      : NOTHING;
  }
}
