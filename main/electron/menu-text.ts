const MAX_NAME_LENGTH = 40;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Somebody else's words as part of a menu's label: short, in their own direction, an ampersand no shortcut. */
export function menuName(name: string): string {
  return menuText(shortName(name));
}

/** A label that shows each ampersand. */
export function menuText(text: string): string {
  return text.replaceAll('&', '&&');
}

/** Somebody else's words as part of a sentence: short, and in their own direction. */
export function shortName(name: string): string {
  const oneLine = name.replace(/\s+/g, ' ').trim();
  const characters = [...oneLine];
  const short =
    characters.length > MAX_NAME_LENGTH
      ? `${characters.slice(0, MAX_NAME_LENGTH - 1).join('')}…`
      : oneLine;
  return `${FIRST_STRONG_ISOLATE}${short}${POP_DIRECTIONAL_ISOLATE}`;
}
