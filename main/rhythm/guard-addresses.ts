import type { HandedOut, UrlAlert } from '../../shared/api/rhythm-model.ts';

/** An address that Mixpanel was given, as it is kept. */
export interface KeptAddress
  extends Pick<HandedOut, 'id' | 'address' | 'connection' | 'copiedAtMs' | 'usedAtMs'> {
  /** When the person said that it is no longer in use; null: never, or a sync came over it since. */
  readonly forgottenAtMs: number | null;
}

/** The public address that holds, and since when. */
export interface InForce {
  readonly address: string;
  readonly sinceMs: number;
}

/** Over which host a cohort's latest delivery came, as its sender named it. */
export interface CameOver {
  readonly host: string;
  readonly atMs: number;
}

/** Names that no public resolver knows, among them those inside an ngrok account or a container's network. */
const PRIVATE_NAME = /^[^.]*$|\.(localhost|local|internal|lan|home\.arpa)$/;
const PRIVATE_ADDRESS =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$|^\[/;
const DAY_MS = 24 * 60 * 60_000;

/** Whether Mixpanel can reach a host at all: one of this computer or its network alone is never handed out. */
export function isPublic(host: string): boolean {
  // A name may end in the dot of the root.
  const name = (URL.parse(`https://${host}`)?.hostname ?? '').replace(/\.$/, '');
  return !PRIVATE_NAME.test(name) && !PRIVATE_ADDRESS.test(name);
}

/** When one of these last came over a host that the whole internet can call; null: none did. */
export function lastFromOutside(came: readonly CameOver[]): number | null {
  const outside = came.filter(({ host }) => isPublic(host)).map(({ atMs }) => atMs);
  return outside.length > 0 ? Math.max(...outside) : null;
}

/** Over which hosts the latest deliveries of cohorts came, as far as is known. */
export function hostsOf(
  cohorts: readonly { readonly host: string | null; readonly lastSyncAtMs: number | null }[],
): CameOver[] {
  return cohorts.flatMap(({ host, lastSyncAtMs }) =>
    host === null || lastSyncAtMs === null ? [] : [{ host, atMs: lastSyncAtMs }],
  );
}

/** The addresses that may be in use, newest first, with what is known of their use. */
export function describeAddresses(
  kept: readonly KeptAddress[],
  came: readonly CameOver[],
  inForce: InForce | null,
): HandedOut[] {
  const used = came.map((one) => addressOver(one, kept, inForce));
  const remembered = kept.filter(({ forgottenAtMs }) => forgottenAtMs === null);
  return remembered
    .map(({ forgottenAtMs, ...entry }) => ({
      ...entry,
      isInForce: entry.address === inForce?.address,
      isInUse: used.includes(entry.address) || isAwaited(entry, remembered),
    }))
    .sort((a, b) => b.id - a.id);
}

/** The alert, when an address that is still in use is not the one in force; without a known one there is none. */
export function urlAlertOf(
  handedOut: readonly HandedOut[],
  inForce: InForce | null,
): UrlAlert | null {
  if (inForce === null) return null;
  const differing = handedOut.filter(({ isInUse, isInForce }) => isInUse && !isInForce);
  return differing.length === 0 ? null : { inForce: inForce.address, differing };
}

export interface LearningFacts {
  readonly inForce: InForce | null;
  readonly hookPath: string;
  /** A delivery names the host that Mixpanel called; a proxy of the person's own may put another in its place. */
  readonly namesHosts: boolean;
}

/** The kept addresses with what the latest deliveries tell of them; the same list when that is nothing new. */
export function learnAddresses(
  kept: readonly KeptAddress[],
  came: readonly CameOver[],
  { inForce, hookPath, namesHosts }: LearningFacts,
): readonly KeptAddress[] {
  let learnt = kept;
  for (const one of came) {
    const host = hostOf(`https://${one.host}`) ?? '';
    if (!isPublic(host)) continue;
    const address = addressOver(one, learnt, inForce) ?? `https://${host}${hookPath}`;
    const known = learnt.find((entry) => entry.address === address);
    if (known === undefined) {
      if (address !== inForce?.address && !namesHosts) continue;
      learnt = [...learnt, newAddress(learnt, { address, usedAtMs: one.atMs })];
    } else if (isNews(one.atMs, known)) {
      const used = { ...known, usedAtMs: one.atMs, forgottenAtMs: null };
      learnt = learnt.map((entry) => (entry === known ? used : entry));
    }
  }
  return learnt;
}

/** Whether a use is worth keeping: to the day is enough, each sync need not write a file. */
function isNews(usedAtMs: number, known: KeptAddress): boolean {
  if (known.forgottenAtMs !== null) return usedAtMs > known.forgottenAtMs;
  return known.usedAtMs === null || usedAtMs - known.usedAtMs >= DAY_MS;
}

export function newAddress(
  kept: readonly KeptAddress[],
  change: Partial<KeptAddress> & Pick<KeptAddress, 'address'>,
): KeptAddress {
  const id = Math.max(0, ...kept.map((entry) => entry.id)) + 1;
  const unused = { connection: '', copiedAtMs: null, usedAtMs: null, forgottenAtMs: null };
  return { ...unused, ...change, id };
}

/** The address a delivery must have been sent to; null when its host is none that is known. */
function addressOver(
  { host: named, atMs }: CameOver,
  kept: readonly KeptAddress[],
  inForce: InForce | null,
): string | null {
  const host = hostOf(`https://${named}`);
  if (host === null) return null;
  // Whatever is accepted carries the secret of its time: since it holds, only this address does.
  if (inForce !== null && hostOf(inForce.address) === host && atMs >= inForce.sinceMs) {
    return inForce.address;
  }
  const onHost = kept.filter(({ address }) => hostOf(address) === host);
  const former = onHost.filter(({ address }) => address !== inForce?.address);
  return (former.at(-1) ?? onHost.at(-1))?.address ?? null;
}

/** Copied, with nothing come over it yet, and no newer copy for the same connection. */
function isAwaited(
  entry: Omit<KeptAddress, 'forgottenAtMs'>,
  kept: readonly KeptAddress[],
): boolean {
  const { copiedAtMs, usedAtMs, connection } = entry;
  if (usedAtMs !== null || copiedAtMs === null) return false;
  return !kept.some(
    (other) => other.connection === connection && (other.copiedAtMs ?? 0) > copiedAtMs,
  );
}

function hostOf(address: string): string | null {
  return URL.parse(address)?.host ?? null;
}
