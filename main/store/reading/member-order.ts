/** Orders in which members can be listed, each served by an index. */
export type MemberOrder = 'distinct_id' | 'email' | 'name' | 'joined';

/** The columns of the live table that its indexes sort by. */
export const INDEXED_ORDER: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ['email_order'],
  name: ['last_name_order', 'first_name_order'],
  joined: ['joined'],
};

/** The same orders over rows that are not only those of the live table. */
export const COMPUTED_ORDER: Readonly<Record<MemberOrder, readonly string[]>> = {
  distinct_id: ['distinct_id'],
  email: ["ifnull(email, '')"],
  name: ["ifnull(last_name, '')", "ifnull(first_name, '')"],
  joined: ['joined'],
};

/** What follows ORDER BY: these columns, and the id where they are equal. */
export function sortedBy(columns: readonly string[], descending: boolean): string {
  const direction = descending ? 'DESC' : 'ASC';
  return [...columns, 'id'].map((column) => `${column} ${direction}`).join(', ');
}
