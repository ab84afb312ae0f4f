import type { Inbox } from './inbox.ts';
import { hostIn } from './kept-headers.ts';

/** An inbox that tells over which host each delivery came, also of those that change no cohort. */
export function withNews(inbox: Inbox, onKept: (host: string | null) => void): Inbox {
  return {
    async keep(delivery) {
      const receipt = await inbox.keep(delivery);
      onKept(hostIn(delivery.headers));
      return receipt;
    },
    turnedAway: (delivery) => inbox.turnedAway(delivery),
  };
}
