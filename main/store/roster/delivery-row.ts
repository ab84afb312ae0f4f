import * as z from 'zod';
import { ACTIONS } from '../../mixpanel/actions.ts';
import { LIST_PATHS } from '../../mixpanel/envelope.ts';
import type { RunKey } from './run.ts';

/** The columns of a delivery in the inbox that applying it needs, besides its body. */
export const DELIVERY_COLUMNS = `number, received_at, action, project_id, cohort_id, cohort_name, cohort_description,
  session_id, page, total_pages, entries, list_path, repaired, size, settles`;

const rowSchema = z.object({
  number: z.number(),
  received_at: z.number(),
  action: z.enum(ACTIONS),
  project_id: z.string(),
  cohort_id: z.string(),
  cohort_name: z.string().nullable(),
  cohort_description: z.string().nullable(),
  session_id: z.string().nullable(),
  page: z.number().nullable(),
  total_pages: z.number().nullable(),
  entries: z.number(),
  list_path: z.enum(LIST_PATHS),
  repaired: z.number(),
  size: z.number(),
});
export type DeliveryRow = z.infer<typeof rowSchema>;

const quietSchema = z.object({
  number: z.number(),
  received_at: z.number(),
  settles: z.number(),
});

/** The moment at which no page of a session had come for ten minutes. It has a number like a delivery. */
export interface QuietMoment {
  readonly number: number;
  readonly receivedAtMs: number;
  /** The session's last delivery. */
  readonly settles: number;
}

const leastSchema = rowSchema.pick({ number: true, received_at: true });

/** A delivery that doesn't say what it is about, as on a damaged disk: nobody can tell whose it is. */
export interface UnreadableDelivery {
  readonly number: number;
  readonly receivedAtMs: number;
  readonly problem: string;
}

/** Parses each row by itself: one that can't be read must not keep the others from being applied. */
export function parseDeliveryRow(row: unknown): DeliveryRow | QuietMoment | UnreadableDelivery {
  const parsed = rowSchema.safeParse(row);
  if (parsed.success) return parsed.data;
  const quiet = quietSchema.safeParse(row);
  if (quiet.success) {
    const { number, received_at, settles } = quiet.data;
    return { number, receivedAtMs: received_at, settles };
  }
  const { number, received_at } = leastSchema.parse(row);
  const columns = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  return { number, receivedAtMs: received_at, problem: `Unreadable: ${columns}` };
}

export function isUnreadable<T extends object>(
  row: T | UnreadableDelivery,
): row is UnreadableDelivery {
  return 'receivedAtMs' in row && 'problem' in row;
}

export function isQuiet<T extends object>(row: T | QuietMoment): row is QuietMoment {
  return 'settles' in row;
}

export function keyOf({ project_id, cohort_id, session_id, action }: DeliveryRow): RunKey {
  return { projectId: project_id, cohortId: cohort_id, sessionId: session_id, action };
}
