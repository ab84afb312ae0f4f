import { count } from './count-en.ts';

const number = new Intl.NumberFormat('en');

/** What filters on members say. */
export const filtersEn = {
  add: 'Filter',
  title: 'Filter members',
  column: 'Column',
  test: 'Test',
  value: 'Value',
  day: 'Day',
  tests: {
    is: 'is',
    isNot: 'is not',
    contains: 'contains',
    atLeast: 'at least',
    atMost: 'at most',
    hasValue: 'has a value',
    hasNone: 'has none',
    joinedFrom: 'on or after',
    joinedUntil: 'on or before',
    startUnknown: 'not known',
  },
  says: {
    is: (column: string, value: string) => `${column} is ${value}`,
    isNot: (column: string, value: string) => `${column} is not ${value}`,
    contains: (column: string, value: string) => `${column} contains ${value}`,
    atLeast: (column: string, value: string) => `${column} is at least ${value}`,
    atMost: (column: string, value: string) => `${column} is at most ${value}`,
    hasValue: (column: string) => `${column} has a value`,
    hasNone: (column: string) => `${column} has no value`,
    joinedFrom: (day: string) => `Joined on or after ${day}`,
    joinedUntil: (day: string) => `Joined on or before ${day}`,
    startUnknown: 'Joined at an unknown time',
  },
  hints: {
    is: 'The whole value, upper and lower case as it is. Of a list, any entry.',
    isNot: 'Those without a value are listed too.',
    contains: 'Anywhere in the value, in upper or lower case. Of a list, in any entry.',
    atLeast: 'Numbers by size, dates such as 2026-01-31 by time, other text by the alphabet.',
    atMost: 'Numbers by size, dates such as 2026-01-31 by time, other text by the alphabet.',
    hasValue: 'Something was sent that is not null and not empty.',
    hasNone: 'Not sent, null, or an empty text or list.',
    joinedFrom: 'From the beginning of that day on, in your time zone.',
    joinedUntil: 'That day included, to its end in your time zone.',
    startUnknown: 'People who were already in when Rollcall first heard of the cohort.',
  },
  apply: 'Add filter',
  list: 'Filters that are on',
  remove: (sentence: string) => `Remove filter: ${sentence}`,
  removeAll: 'Clear all',
  removed: (sentence: string) => `Filter removed: ${sentence}`,
  cleared: (n: number): string =>
    n === 1 ? 'The filter is cleared.' : `${number.format(n)} filters are cleared.`,
  clear: (n: number): string => (n === 1 ? 'Clear the filter' : 'Clear all filters'),
  on: (n: number) => `${count(n, 'filter', 'filters')} on`,
  most: (n: number) => `At most ${number.format(n)} filters can be on at once.`,
  noneFit: (n: number): string =>
    n === 1 ? 'Nobody fits the filter.' : 'Nobody fits all filters at once.',
  noneFitSearch: (text: string) => `Nobody who fits “${text}” passes the filters.`,
};
