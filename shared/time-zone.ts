const UTC = 'UTC';

/** This computer's zone, as in `Asia/Tokyo`; UTC where the system names none that can be computed with. */
export function systemTimeZone(): string {
  return knownTimeZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/**
 * The zone if it is known here, else UTC. An empty TZ is called `Etc/Unknown`, one like `JST-9` has no name at all, and
 * a browser may know zones that this Node does not.
 */
export function knownTimeZone(zone: string | undefined): string {
  if (!zone) return UTC;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return UTC;
  }
}
