interface Press {
  readonly key: string;
  readonly code: string;
}

/**
 * The Latin letter that a key stands for: the one it writes, or, where the layout writes another script, the one in its
 * place on the keyboard. null for any other key.
 */
export function letterOf({ key, code }: Press): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  // A key that names itself, such as Enter, has more than one character.
  return [...key].length === 1 ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null) : null;
}

/**
 * Whether a key belongs to an input method that is composing. Safari says it of the key that ends a composition by its
 * number alone.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
