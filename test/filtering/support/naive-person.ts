import { isNone, readPerson } from './naive-filter.ts';

/** The documented names of the common fields, and the raw ones. */
const RAW = {
  email: '$email',
  first_name: '$first_name',
  last_name: '$last_name',
  phone_number: '$phone',
} as const;

export type Field = keyof typeof RAW;
export const FIELDS: readonly Field[] = ['email', 'first_name', 'last_name', 'phone_number'];

/** Somebody as sent, and what is shown of them, worked out field by field. */
export class NaivePerson {
  readonly id: string;
  readonly sent: ReadonlyMap<string, unknown>;

  constructor(json: string) {
    this.sent = readPerson(json);
    this.id = String(this.sent.get('mixpanel_distinct_id'));
  }

  /** The first of both names that has a value; else an empty text, an empty list or object, null or nothing. */
  shown(field: Field): unknown {
    const values = [this.sent.get(field), this.sent.get(RAW[field])];
    return (
      values.find((value) => !isNone(value)) ??
      values.find((value) => value === '') ??
      values.find((value) => value !== undefined && value !== null) ??
      values.find((value) => value !== undefined)
    );
  }

  text(field: Field): string {
    return textOf(this.shown(field));
  }

  /** As a filter on a property sees it. */
  get properties(): ReadonlyMap<string, unknown> {
    return new Map([...this.sent, ...FIELDS.map((field) => [field, this.shown(field)] as const)]);
  }

  get fullName(): string {
    const isNameless = isNone(this.shown('first_name')) && isNone(this.shown('last_name'));
    return isNameless ? textOf(this.sent.get('$name')) : '';
  }

  isFoundBy(search: string): boolean {
    const texts = [this.id, ...FIELDS.map((field) => this.text(field)), this.fullName];
    return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
  }

  /** What an order sorts by; nothing in the first of them is blank. */
  keys(order: 'email' | 'name'): readonly string[] {
    if (order === 'email') return [this.text('email')];
    return [this.text('last_name') || this.fullName, this.text('first_name')];
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
