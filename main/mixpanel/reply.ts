import type { RollcallError } from '../../shared/errors.ts';
import type { Language } from '../../shared/messages/messages.ts';
import { errorSentence, messages } from '../../shared/messages/messages.ts';

/** Mixpanel pauses the sync at 400 and 401, and sends again at 503. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
export type FailureStatus = 400 | 401 | 431 | 503;

/** What Mixpanel is told: the status, and the JSON text of its envelope. */
export interface MixpanelReply {
  readonly status: 200 | FailureStatus;
  readonly json: string;
}

/** Success. Mixpanel expects the action it sent; a test call has none. */
export function successReply(action: string | null): MixpanelReply {
  return { status: 200, json: JSON.stringify({ action, status: 'success' }) };
}

/** Success with a sentence, for who opens the hook URL in a browser. */
export function greetingReply(language: Language): MixpanelReply {
  const message = messages(language).hookReady;
  return { status: 200, json: JSON.stringify({ action: null, status: 'success', message }) };
}

/** Failure. Mixpanel shows the message in its own screens; the code repeats the status. */
export function failureReply(
  status: FailureStatus,
  error: RollcallError,
  action: string | null,
  language: Language,
): MixpanelReply {
  const message = errorSentence(error, language);
  return {
    status,
    json: JSON.stringify({ action, status: 'failure', error: { message, code: status } }),
  };
}
