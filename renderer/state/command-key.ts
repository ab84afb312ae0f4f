/** How a key with Ctrl is written here: with the command key on a Mac. */
export function withCommand(key: string): string {
  return /Mac/.test(navigator.userAgent) ? `⌘${key}` : `Ctrl ${key}`;
}
