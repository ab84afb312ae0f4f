import { type MembershipQuery, type MembershipSql, membershipSql } from './membership.ts';
import { searchClause } from './search.ts';
import type { SentFields } from './sent-fields.ts';
import { SHOWN_TEXTS, shownTexts } from './shown-texts.ts';
import { unknownStartsOf } from './starts.ts';

/**
 * The people of `membershipSql` with what they are sorted by: `id, distinct_id, joined` and the texts that are shown of
 * them, as they were at the moment. Several times faster where most of a large cohort is meant, as no row is carried
 * along whole.
 */
export function selectionIdsSql(query: MembershipQuery, sent: SentFields): MembershipSql {
  const { cohort, selection, filters = [] } = query;
  const isPlain =
    selection.what === 'left' || (selection.what === 'members' && selection.at === 'now');
  // filters look at properties
  if (isPlain || filters.length > 0) {
    const { sql, params } = membershipSql(query, sent);
    return { sql: `SELECT m.id, m.distinct_id, m.joined, ${texts(sent)} FROM (${sql}) m`, params };
  }
  const { clause, pattern } = searchClause(
    query.search,
    ['distinct_id', ...SHOWN_TEXTS].map((name) => `m.${name}`),
  );
  const at = selection.at === 'now' ? Number.MAX_SAFE_INTEGER : selection.at;
  const since = selection.what === 'joined' ? { since: selection.since } : {};
  const isNew = selection.what === 'joined' ? NEW_SINCE : '';
  const rows = `
    ${rowsAt(selection.what === 'joined' ? 'member m' : 'member m NOT INDEXED', sent)}${isNew}
    UNION ALL ${rowsAt('stay m', sent)} AND m.left > :at${isNew}`;
  return {
    sql: `SELECT m.* FROM (${rows}) m WHERE true${clause}`,
    params: { cohort, at, ...since, ...pattern },
  };
}

/** The shown texts of member rows named `m`. */
export function texts(sent: SentFields): string {
  const now = shownTexts(sent, 'm');
  return SHOWN_TEXTS.map((name) => `${now[name]} AS ${name}`).join(', ');
}

function rowsAt(table: string, sent: SentFields): string {
  const now = shownTexts(sent, 'm');
  const then = shownTexts(sent, 'f');
  const texts = SHOWN_TEXTS.map((name) => {
    return `iif(f.stay IS NULL, ${now[name]}, ${then[name]}) AS ${name}`;
  });
  return `
    SELECT m.id, m.distinct_id, m.joined, ${texts.join(', ')} FROM ${table}
    LEFT JOIN former f ON m.changed > :at AND f.stay = m.id
      AND f.until = (SELECT min(until) FROM former WHERE stay = m.id AND until > :at)
    WHERE m.cohort = :cohort AND m.joined <= :at`;
}

/** Not in after :since, and joined: whose start is unknown may have been in before. */
const NEW_SINCE = `
    AND m.joined > :since AND m.joined NOT IN (${unknownStartsOf(':cohort')}) AND NOT EXISTS (
      SELECT 1 FROM stay s WHERE s.cohort = :cohort AND s.distinct_id = m.distinct_id
        AND s.joined <= :since AND s.left > :since)`;
