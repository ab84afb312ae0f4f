import type { Messages } from '../../shared/messages/messages.ts';

/** What the column of a property is called on screen. */
export function propertyName(property: string, t: Messages['screens']): string {
  const names = new Map<string, string>([
    ['mixpanel_distinct_id', t.members.column.distinct_id],
    ['email', t.members.column.email],
    ['first_name', t.members.column.first_name],
    ['last_name', t.members.column.last_name],
    ['phone_number', t.members.column.phone_number],
    ['$name', t.members.column.full_name],
  ]);
  return names.get(property) ?? property;
}
