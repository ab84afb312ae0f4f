import { expect, it } from 'vitest';
import { subjectFromQuery } from '../../renderer/state/export-subject.ts';

it('opens the export of a cohort that the address asks for, as the tray does', () => {
  expect(subjectFromQuery('?at=cohort&cohort=7&tab=members&export=1')).toEqual({
    cohort: 7,
    selection: { what: 'members', at: 'now' },
    search: '',
    filters: [],
  });
});

it.each([
  '',
  '?at=cohort&cohort=7&tab=members',
  '?at=home&export=1',
  '?at=cohort&cohort=x&export=1',
])('opens none for %j', (query) => {
  expect(subjectFromQuery(query)).toBeNull();
});
