import * as z from 'zod';

/** Whether everybody who is in a cohort is known; the words are those of main/membership/RULES.md, at its end. */
export const completenessSchema = z
  .object({
    state: z.enum(['whole', 'assumed', 'unknown']),
    reasons: z.array(z.enum(['start', 'pages', 'failed', 'receiving'])).readonly(),
    /** Entries of its last full sync that had no id. */
    unidentified: z.number().int(),
  })
  .readonly();

export type Completeness = z.infer<typeof completenessSchema>;
export type IncompleteReason = Completeness['reasons'][number];
