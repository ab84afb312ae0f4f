import { z } from 'zod';

/** Tests that compare with a value. */
export const VALUE_TESTS = ['is', 'isNot', 'contains', 'atLeast', 'atMost'] as const;
/** Tests on whether there is a value at all: not sent, null, empty text and an empty list are none. */
export const PRESENCE_TESTS = ['hasValue', 'hasNone'] as const;
export type FilterTest = (typeof VALUE_TESTS)[number] | (typeof PRESENCE_TESTS)[number];

export const MOST_FILTERS = 20;
export const LONGEST_VALUE = 500;

/** What must be true of one property, under the name Mixpanel sends it with, for a member to be listed. */
export const filterSchema = z.discriminatedUnion('test', [
  z.object({
    property: z.string(),
    test: z.enum(VALUE_TESTS),
    value: z.string().min(1).max(LONGEST_VALUE),
  }),
  z.object({ property: z.string(), test: z.enum(PRESENCE_TESTS) }),
]);
export type Filter = z.infer<typeof filterSchema>;
