import { request } from 'node:http';
import * as z from 'zod';
import type { Action } from '../../main/mixpanel/actions.ts';

/** A page as Mixpanel sends it; what is left out has a usual value. */
export interface Page {
  readonly action: Action;
  readonly cohort?: string;
  readonly project?: string;
  readonly name?: string;
  readonly session: string;
  readonly page?: number;
  readonly totalPages?: number;
  /** Ids, or people with their properties. */
  readonly members: readonly (string | Readonly<Record<string, unknown>>)[];
}

/** The body of a page, in the documented order of keys. */
export function bodyOf(page: Page): string {
  const members = page.members.map((member) =>
    typeof member === 'string'
      ? { mixpanel_distinct_id: member, email: `${member}@example.com` }
      : member,
  );
  return JSON.stringify({
    action: page.action,
    parameters: {
      mixpanel_project_id: page.project ?? '1',
      mixpanel_cohort_name: page.name ?? `Cohort ${page.cohort ?? '7'}`,
      mixpanel_cohort_id: page.cohort ?? '7',
      mixpanel_cohort_description: '',
      mixpanel_session_id: page.session,
      page_info: { total_pages: page.totalPages ?? 1, page_count: page.page ?? 1 },
      members,
    },
  });
}

export interface Answer {
  readonly status: number;
  /** What Mixpanel would show; empty on success. */
  readonly message: string;
}

const envelope = z.object({
  status: z.enum(['success', 'failure']),
  error: z.object({ message: z.string() }).optional(),
});

/** Posts a body once, on a connection of its own. Rejects when no answer comes. */
export function post(
  url: string,
  body: string | Uint8Array,
  host?: string,
  authorization?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(host === undefined ? {} : { 'x-forwarded-host': host }),
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      response.on('error', reject);
      response.on('end', () => {
        const { error } = text === '' ? {} : envelope.parse(JSON.parse(text));
        resolve({ status: response.statusCode ?? 0, message: error?.message ?? '' });
      });
    });
    sent.end(body);
  });
}

/** Posts a page once, as a tunnel does that was called as `host`. */
export function sendPage(url: string, page: Page, host?: string): Promise<Answer> {
  return post(url, bodyOf(page), host);
}

/** Posts a page once with an Authorization header. */
export function sendAuthorized(url: string, page: Page, authorization: string): Promise<Answer> {
  return post(url, bodyOf(page), undefined, authorization);
}
