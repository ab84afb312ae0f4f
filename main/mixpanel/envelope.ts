import * as z from 'zod';
import type { ErrorCode } from '../../shared/errors.ts';
import { ACTIONS, type Action } from './actions.ts';
import { plainId } from './plain-id.ts';

/** Where the member list may stand: under `parameters` as documented, or at the top level as seen in the wild. */
export const LIST_PATHS = ['$.parameters.members', '$.members'] as const;
export type ListPath = (typeof LIST_PATHS)[number];

/** What a cohort sync says besides its members. */
export interface Envelope {
  readonly action: Action;
  /** "" when the sender names no project. */
  readonly projectId: string;
  readonly cohortId: string;
  readonly cohortName: string | null;
  readonly cohortDescription: string | null;
  readonly sessionId: string | null;
  /** Number of the page, and how many there are, as far as page_info tells it readably; else null. */
  readonly page: number | null;
  readonly totalPages: number | null;
}

/** Which cohort a delivery names. */
export type NamedCohort = Pick<Envelope, 'projectId' | 'cohortId' | 'cohortName'>;

/** What stands where the member list belongs. */
export type FoundList = 'list' | 'null' | 'none';

/** A delivery that can't be applied, with what it says of itself all the same. */
export interface UnusableBody {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly action: string | null;
  readonly cohort: NamedCohort | null;
}

export type EnvelopeResult = { readonly ok: true; readonly envelope: Envelope } | UnusableBody;

// Numbers keep the text they were sent with: an id may have more digits than a JavaScript number holds.
const idText = z.string().transform(plainId).pipe(z.string().min(1)).optional().catch(undefined);
const name = z.string().regex(/\S/).optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const pageInfoSchema = z
  .object({ total_pages: text, page_count: text })
  .optional()
  .catch(undefined);
const parametersSchema = z
  .object({
    mixpanel_project_id: idText,
    mixpanel_cohort_id: idText,
    mixpanel_cohort_name: name,
    mixpanel_cohort_description: name,
    mixpanel_session_id: idText,
    page_info: pageInfoSchema,
  })
  .catch({});
const bodySchema = z.object({ action: z.unknown(), parameters: parametersSchema }).catch({
  action: undefined,
  parameters: {},
});

/**
 * Types what a delivery says besides its members. `json` is the body's JSON text without its member lists; `found` says
 * what stood there. Field names: docs.mixpanel.com/docs/cohort-sync/webhooks
 */
export function parseEnvelope(json: string, found: FoundList): EnvelopeResult {
  const value: unknown = JSON.parse(json, numbersAsText);
  const { action, parameters } = bodySchema.parse(value);
  const named = typeof action === 'string' ? action : null;
  const cohort = namedCohort(parameters);
  const fails = (code: ErrorCode): UnusableBody => ({ ok: false, code, action: named, cohort });
  const wrongDoor = recogniseWrongDoor(value);
  if (wrongDoor !== null) return fails(wrongDoor);
  if (named === null) return fails('ACTION_MISSING');
  const known = ACTIONS.find((name) => name === named);
  if (known === undefined) return fails('ACTION_UNKNOWN');
  if (cohort === null) return fails('COHORT_ID_MISSING');
  if (!isList(found, known)) return fails('MEMBERS_MISSING');
  return {
    ok: true,
    envelope: {
      ...cohort,
      action: known,
      cohortDescription: parameters.mixpanel_cohort_description ?? null,
      sessionId: parameters.mixpanel_session_id ?? null,
      page: readNumber(parameters.page_info?.page_count),
      totalPages: readNumber(parameters.page_info?.total_pages),
    },
  };
}

/** A null is an empty list on a delta. A full sync with it would make everybody leave. */
function isList(found: FoundList, action: Action): boolean {
  return found === 'list' || (found === 'null' && action !== 'members');
}

function namedCohort(parameters: z.infer<typeof parametersSchema>): NamedCohort | null {
  if (parameters.mixpanel_cohort_id === undefined) return null;
  return {
    projectId: parameters.mixpanel_project_id ?? '',
    cohortId: parameters.mixpanel_cohort_id,
    cohortName: parameters.mixpanel_cohort_name ?? null,
  };
}

/** A page's 1-based number (`page_count` is no count) or a total. Below 1 is 1; null when it is no whole number. */
function readNumber(value: string | undefined): number | null {
  const trimmed = value?.trim() ?? '';
  if (!/^[+-]?\d+(\.0+)?$/.test(trimmed)) return null;
  const number = Number(trimmed);
  return Number.isSafeInteger(number) ? Math.max(1, number) : null;
}

/** Webhooks of other kinds that people paste this address into. */
function recogniseWrongDoor(value: unknown): ErrorCode | null {
  const isAlert = z.object({ event_type: z.literal('custom_alert_triggered') });
  if (isAlert.safeParse(value).success) return 'MIXPANEL_ALERT';
  // Amplitude's default template; source: amplitude.com/docs/data/destination-catalog/cohort-webhooks
  const isAmplitude = z.object({
    cohort_id: z.unknown(),
    in_cohort: z.unknown(),
    users: z.unknown(),
  });
  const amplitude = isAmplitude.safeParse(value);
  if (amplitude.success && amplitude.data.in_cohort !== undefined) return 'AMPLITUDE_COHORT';
  return null;
}

function numbersAsText(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}
