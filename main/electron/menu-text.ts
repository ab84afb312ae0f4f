const MAX_NAME_LENGTH = 40;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Somebody else's words as part of a menu's label: short, in their own direction, an ampersand no shortcut. */
export function menuName(name: string): string {
  const oneLine = name.replace(/\s+/g, ' ').trim();
  const characters = [...oneLine];
  const short =
    characters.length > MAX_NAME_LENGTH
      ? `${characters.slice(0, MAX_NAME_LENGTH - 1).join('')}…`
      : oneLine;
  return `${FIRST_STRONG_ISOLATE}${short.replaceAll('&', '&&')}${POP_DIRECTIONAL_ISOLATE}`;
}
