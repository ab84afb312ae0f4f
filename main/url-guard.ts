import type { HandedOut, UrlAlert } from '../shared/api/rhythm-model.ts';
import type { Logger } from './log.ts';
import {
  type CameOver,
  describeAddresses,
  type InForce,
  isPublic,
  type KeptAddress,
  learnAddresses,
  newAddress,
  urlAlertOf,
} from './rhythm/guard-addresses.ts';
import type { Document } from './settings/document.ts';
import type { HandedOutAddresses } from './settings/handed-out.ts';

/** So many that nobody uses, the latest. */
const KEPT = 50;

export interface UrlGuardParts {
  readonly document: Document<HandedOutAddresses>;
  /** The public address that holds now; null while there is none. */
  readonly addressInForce: () => string | null;
  /** Whether deliveries name the host that Mixpanel called. */
  readonly namesHosts: () => boolean;
  /** The path of the hook URL, with its secret. */
  readonly hookPath: string;
  readonly now: () => number;
  readonly log: Logger;
}

/** Remembers which addresses Mixpanel was given, and says when one that it uses holds no longer. */
export class UrlGuard {
  readonly #parts: UrlGuardParts;
  #came: readonly CameOver[] = [];

  constructor(parts: UrlGuardParts) {
    this.#parts = parts;
  }

  /** Takes note of what the latest deliveries came over; returns the alert, if there is one. */
  look(came: readonly CameOver[]): UrlAlert | null {
    const { document, addressInForce, namesHosts, hookPath, now } = this.#parts;
    this.#came = came;
    const { addresses, inForce: before } = document.value;
    const address = addressInForce();
    const inForce =
      address === null || address === before?.address ? before : { address, sinceMs: now() };
    const facts = { inForce, hookPath, namesHosts: namesHosts() };
    const learnt = learnAddresses(addresses, came, facts);
    if (inForce !== before || learnt !== addresses) void this.#keep({ addresses: learnt, inForce });
    // Without an address of its own Rollcall can't tell that another one is wrong.
    return address === null ? null : urlAlertOf(describeAddresses(learnt, came, inForce), inForce);
  }

  /** Newest first. */
  list(): HandedOut[] {
    const { addresses, inForce } = this.#parts.document.value;
    return describeAddresses(addresses, this.#came, inForce);
  }

  /** Notes that an address was copied for Mixpanel; one of this computer alone can't be meant for it. */
  async noteCopied(address: string, connection: string): Promise<void> {
    if (!isPublic(URL.parse(address)?.host ?? '')) return;
    const { addresses } = this.#parts.document.value;
    const copiedAtMs = this.#parts.now();
    const again = addresses.find(
      (one) => one.address === address && (one.connection === connection || one.connection === ''),
    );
    const noted =
      again === undefined
        ? newAddress(addresses, { address, connection, copiedAtMs })
        : { ...again, connection, copiedAtMs, forgottenAtMs: null };
    await this.#keep({ addresses: [...addresses.filter((one) => one !== again), noted] });
  }

  /** The person says that an address is no longer in use. It stays known, as what came over it before names it still. */
  async forget(id: number): Promise<void> {
    const { addresses } = this.#parts.document.value;
    const forgottenAtMs = this.#parts.now();
    await this.#keep({
      addresses: addresses.map((one) => (one.id === id ? { ...one, forgottenAtMs } : one)),
    });
  }

  async #keep({
    addresses,
    inForce = this.#parts.document.value.inForce,
  }: {
    readonly addresses: readonly KeptAddress[];
    readonly inForce?: HandedOutAddresses['inForce'];
  }): Promise<void> {
    try {
      await this.#parts.document.update({ addresses: this.#latest(addresses, inForce), inForce });
    } catch (error) {
      this.#parts.log.error('handed-out.save-failed', error);
    }
  }

  /** All that are in use, and the latest of the others. */
  #latest(addresses: readonly KeptAddress[], inForce: InForce | null): KeptAddress[] {
    const used = describeAddresses(addresses, this.#came, inForce).filter(({ isInUse }) => isInUse);
    const usedIds = new Set(used.map(({ id }) => id));
    const others = addresses.filter(({ id }) => !usedIds.has(id)).slice(-KEPT);
    return addresses.filter((one) => usedIds.has(one.id) || others.includes(one));
  }
}
