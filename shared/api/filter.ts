import * as z from 'zod';

/** Tests that compare with a value. */
export const VALUE_TESTS = ['is', 'isNot', 'contains', 'atLeast', 'atMost'] as const;
/** Tests on whether there is a value at all: not sent, null, empty text and an empty list are none. */
export const PRESENCE_TESTS = ['hasValue', 'hasNone'] as const;
/** Tests on when a member joined; the moment named is within. */
export const JOINED_TESTS = ['joinedFrom', 'joinedUntil'] as const;
/** Whether nobody knows since when a member is in. */
export const START_TEST = 'startUnknown';
export type FilterTest = Filter['test'];

export const MOST_FILTERS = 20;
export const LONGEST_VALUE = 500;
/** Of a text that is searched for. */
export const LONGEST_SEARCH = 500;

/** What must be true of a member to be listed: of a property, under the name Mixpanel sends it with, or of their joining. */
export const filterSchema = z.discriminatedUnion('test', [
  z.object({
    property: z.string(),
    test: z.enum(VALUE_TESTS),
    value: z.string().min(1).max(LONGEST_VALUE),
  }),
  z.object({ property: z.string(), test: z.enum(PRESENCE_TESTS) }),
  z.object({ test: z.enum(JOINED_TESTS), atMs: z.number().int() }),
  z.object({ test: z.literal(START_TEST) }),
]);
export type Filter = z.infer<typeof filterSchema>;
export type PropertyFilter = Extract<Filter, { readonly property: string }>;
