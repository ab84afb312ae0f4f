// Without what looks alike in print: it may be typed by hand.
const CHARACTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 24;

/** A password nobody guesses: 24 of 56 characters, about 139 bits. */
export function makePassword(): string {
  let password = '';
  // Bytes above the last whole multiple would favour the first characters.
  const limit = 256 - (256 % CHARACTERS.length);
  while (password.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < limit && password.length < LENGTH) {
        password += CHARACTERS.charAt(byte % CHARACTERS.length);
      }
    }
  }
  return password;
}
