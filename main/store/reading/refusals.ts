import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { InboxFacts } from '../../membership/turned-away.ts';

/** Beyond the size limit it is no refusal: Mixpanel is asked to come again. */
const REFUSALS = `
  SELECT number, received_at, code, project_id, cohort_id, cohort_name FROM refusal
  WHERE code <> 'BODY_TOO_LARGE' ORDER BY number`;
const NEXT_KEPT = `
  SELECT number, received_at FROM delivery INDEXED BY delivery_listed
  WHERE number > ? AND kind = 'sync' ORDER BY number LIMIT 1`;
/** What was taken and is not kept any more. */
const NEXT_APPLIED = `
  SELECT delivery AS number, received_at FROM applied
  WHERE delivery > ? AND outcome <> 'quiet' ORDER BY delivery LIMIT 1`;
/** A moment of quiet is nothing that was heard. */
const HEARD = `
  SELECT id, project_id AS projectId, cohort_id AS cohortId, first_delivery AS firstDelivery,
    coalesce((SELECT max(delivery) FROM applied WHERE applied.cohort = cohort.id AND outcome <> 'quiet'),
      last_delivery) AS lastDelivery
  FROM cohort`;

const refusalSchema = z.object({
  number: z.number(),
  received_at: z.number(),
  code: z.string(),
  project_id: z.string().nullable(),
  cohort_id: z.string().nullable(),
  cohort_name: z.string().nullable(),
});
const nextSchema = z.object({ number: z.number(), received_at: z.number() }).optional();
const heardSchema = z.object({
  id: z.number(),
  projectId: z.string(),
  cohortId: z.string(),
  firstDelivery: z.number(),
  lastDelivery: z.number(),
});
const dismissalSchema = z.object({
  code: z.string(),
  projectId: z.string(),
  cohortId: z.string(),
  upTo: z.number(),
});

/** What is known of those who were turned away, and of whom was heard. */
export function readRefusals(inbox: DatabaseSync, roster: DatabaseSync): InboxFacts {
  const nextGoodAtMs = nextGood(inbox, roster);
  const refusals = inbox
    .prepare(REFUSALS)
    .all()
    .map((row) => {
      const { number, received_at, code, ...named } = refusalSchema.parse(row);
      const { project_id, cohort_id, cohort_name: name } = named;
      return {
        number,
        receivedAtMs: received_at,
        code,
        cohort:
          cohort_id === null ? null : { projectId: project_id ?? '', cohortId: cohort_id, name },
        nextGoodAtMs: nextGoodAtMs(number),
      };
    });
  const heard = roster
    .prepare(HEARD)
    .all()
    .map((row) => heardSchema.parse(row));
  const dismissals = inbox
    .prepare(`
      SELECT code, project_id AS projectId, cohort_id AS cohortId, up_to AS upTo FROM dismissal`)
    .all()
    .map((row) => dismissalSchema.parse(row));
  return { refusals, heard, dismissals };
}

/** Asked with rising numbers: what comes next is looked up only where the last answer has been passed. */
function nextGood(inbox: DatabaseSync, roster: DatabaseSync): (number: number) => number | null {
  const statements = [inbox.prepare(NEXT_KEPT), roster.prepare(NEXT_APPLIED)];
  let known: z.infer<typeof nextSchema> | null = null;
  return (number) => {
    if (known === null || (known !== undefined && known.number < number)) {
      const found = statements.flatMap((next) => nextSchema.parse(next.get(number)) ?? []);
      [known] = found.toSorted((a, b) => a.number - b.number);
    }
    return known?.received_at ?? null;
  };
}
