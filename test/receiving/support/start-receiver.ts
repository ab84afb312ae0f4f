import type { Logger } from '../../../main/log.ts';
import { createLogger } from '../../../main/log.ts';
import type { Receiver, ReceiverOptions } from '../../../main/receiver/http-server.ts';
import { createReceiver } from '../../../main/receiver/http-server.ts';
import type { Inbox, Receipt, ReceivedDelivery } from '../../../main/receiver/inbox.ts';

export const HOOK_TOKEN = 'Zq3-test_token_0123456789abcdef';
export const HOOK_PATH = `/hook/${HOOK_TOKEN}`;

/** Remembers what it is given; answers `kept` unless told otherwise. */
export interface RecordingInbox extends Inbox {
  readonly deliveries: ReceivedDelivery[];
  readonly tooLarge: number[];
  /** Why the receiver itself turned deliveries away. */
  readonly turnedAwayFor: string[];
  /** What `keep` answers from now on. */
  answer: (delivery: ReceivedDelivery) => Receipt | Promise<Receipt>;
}

export interface StartedReceiver {
  readonly port: number;
  readonly inbox: RecordingInbox;
  readonly receiver: Receiver;
  readonly log: Logger;
  readonly logLines: string[];
}

export function recordingInbox(): RecordingInbox {
  const inbox: RecordingInbox = {
    deliveries: [],
    tooLarge: [],
    turnedAwayFor: [],
    answer: ({ body }) =>
      body.byteLength === 0 ? { kind: 'test' } : { kind: 'kept', action: 'members' },
    async keep(delivery) {
      inbox.deliveries.push(delivery);
      return inbox.answer(delivery);
    },
    turnedAway({ code, headers }) {
      if (code === 'BODY_TOO_LARGE') inbox.tooLarge.push(Number(headers['content-length']));
      else inbox.turnedAwayFor.push(code);
    },
  };
  return inbox;
}

/** A receiver on a free port with an inbox in memory. */
export async function startReceiver(
  options: Partial<Omit<ReceiverOptions, 'inbox'>> = {},
): Promise<StartedReceiver> {
  const inbox = recordingInbox();
  const logLines: string[] = [];
  const log = createLogger((line) => logLines.push(line));
  const receiver = createReceiver({
    hookToken: HOOK_TOKEN,
    credentials: () => null,
    language: () => 'en',
    inbox,
    log,
    ...options,
  });
  const { port } = await receiver.listen(0);
  return { port, inbox, receiver, log, logLines };
}

export function textOf(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(body);
}

/** Makes the inbox wait: `asked` resolves once it was given a delivery, `release` lets it be kept. */
export function holdInbox(inbox: RecordingInbox): { asked: Promise<void>; release: () => void } {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  inbox.answer = async () => {
    asked.resolve();
    await released.promise;
    return { kind: 'kept', action: 'members' };
  };
  return { asked: asked.promise, release: released.resolve };
}
