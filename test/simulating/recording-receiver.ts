import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { ACTIONS } from '../../main/mixpanel/actions.ts';

const body = z.strictObject({
  action: z.enum(ACTIONS),
  parameters: z.strictObject({
    mixpanel_project_id: z.string(),
    mixpanel_cohort_name: z.string(),
    mixpanel_cohort_id: z.string(),
    mixpanel_cohort_description: z.string(),
    mixpanel_session_id: z.string(),
    page_info: z.strictObject({ total_pages: z.int().min(1), page_count: z.int().min(1) }),
    members: z.array(z.looseObject({ mixpanel_distinct_id: z.string().min(1) })),
  }),
});

export interface Recorded extends z.infer<typeof body> {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Port of the sender's end: the same for all that came over one connection. */
  readonly connection: number | undefined;
  /** The request's number from 0, retries included. */
  readonly number: number;
}

/** How a request is answered; returns false where the receiver has answered in its own way. */
export type Answer = (request: Recorded, response: ServerResponse) => number | false;

export interface RecordingReceiver {
  readonly url: string;
  readonly requests: Recorded[];
  readonly highestConcurrency: () => number;
  readonly close: () => Promise<void>;
}

/** A receiver that accepts everything, or answers with the statuses a test wants, and keeps what came. */
export async function startRecordingReceiver(
  answer: Answer = () => 200,
): Promise<RecordingReceiver> {
  const requests: Recorded[] = [];
  let open = 0;
  let highest = 0;
  const server = createServer((request, response) => {
    open++;
    highest = Math.max(highest, open);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const parsed = body.parse(JSON.parse(text));
      const connection = request.socket.remotePort;
      const recorded = {
        ...parsed,
        headers: request.headers,
        text,
        connection,
        number: requests.length,
      };
      requests.push(recorded);
      // a turn of the event loop, so that requests can overlap
      setImmediate(() => {
        open--;
        const status = answer(recorded, response);
        if (status === false) return;
        const { action } = parsed;
        const error = { message: `no: ${status}`, code: status };
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify(
            status === 200 ? { action, status: 'success' } : { action, status: 'failure', error },
          ),
        );
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: Partial<AddressInfo> = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}/hook/secret`,
    requests,
    highestConcurrency: () => highest,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Short names of what came: action, page and total, such as `members 2/3`. */
export function pagesOf(requests: readonly Recorded[]): string[] {
  return requests.map(
    ({ action, parameters: { page_info: at } }) => `${action} ${at.page_count}/${at.total_pages}`,
  );
}

export function idsOf(requests: readonly Recorded[]): string[] {
  return requests.flatMap((request) =>
    request.parameters.members.map((member) => member.mixpanel_distinct_id),
  );
}
