import { unknownStartsOf } from './starts.ts';

/** Orders in which members can be listed, each served by an index. */
export type MemberOrder = 'distinct_id' | 'email' | 'name' | 'joined';

/** The columns of the live table that its indexes sort by. */
export const INDEXED_ORDER: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ['email_order'],
  name: ['last_name_order', 'first_name_order'],
  joined: ['joined'],
};

/** The same orders over rows of a cohort with what is shown. Whose start is unknown began before all others. */
export function computedOrder(order: MemberOrder, cohort: number): readonly string[] {
  return order === 'joined'
    ? [`joined NOT IN (${unknownStartsOf(String(cohort))})`, 'joined']
    : COMPUTED_ORDER[order];
}

const COMPUTED_ORDER: Readonly<Record<Exclude<MemberOrder, 'joined'>, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ["ifnull(email, '')"],
  name: ["ifnull(last_name, '')", "ifnull(first_name, '')"],
};

/** What an order sorts by first, where people may have nothing there: they come last, whatever the direction. */
export function mayBeBlank(order: MemberOrder): boolean {
  return order === 'email' || order === 'name';
}

/** Positions in an order in which blanks stand first, from `from` up to `to`. */
export interface Places {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the rows of a window stand in an ascending order with its blanks first, as an index has them. Descending,
 * each of the places is meant from its end.
 */
export function placesOf(
  { descending, offset, limit }: { descending: boolean; offset: number; limit: number },
  size: number,
  blanks: number,
): Places[] {
  const end = Math.min(size, offset + limit);
  const places = descending
    ? [{ from: size - end, to: size - offset }]
    : [
        { from: offset + blanks, to: Math.min(size, end + blanks) },
        { from: Math.max(0, offset + blanks - size), to: end + blanks - size },
      ];
  return places.filter(({ from, to }) => from < to);
}

/** What follows ORDER BY: these columns, and the id where they are equal. */
export function sortedBy(columns: readonly string[], descending: boolean): string {
  const direction = descending ? 'DESC' : 'ASC';
  return [...columns, 'id'].map((column) => `${column} ${direction}`).join(', ');
}
