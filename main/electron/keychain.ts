/**
 * The password of the hook and ngrok's authtoken, sealed by the operating system's keychain. Fails closed: a password
 * that was set and can't be opened any more is not the same as none.
 */
import { randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { openDocument } from '../settings/document.ts';
import { environmentSecrets, type SecretBox } from '../settings/secret-box.ts';

const DEFAULT_USER = 'rollcall';

const sealedSchema = z.object({
  user: z.string().default(DEFAULT_USER),
  /** Sealed, as Base64; null when no password is asked for. */
  password: z.string().nullable().default(null),
  /** Sealed, as Base64; null when there is none. */
  authtoken: z.string().nullable().default(null),
});

/** Why the keychain keeps nothing, as named in the messages; null when all is well. */
export type KeychainTrouble = 'unavailable' | 'basic' | 'unreadable' | null;

export interface Keychain extends SecretBox {
  readonly trouble: KeychainTrouble;
  /** Seals and keeps a password, or forgets it; returns why it could not. Readable words are never written. */
  keep(password: string | null): Promise<KeychainTrouble>;
}

export interface KeychainParts {
  readonly safeStorage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >;
  readonly platform: NodeJS.Platform;
  readonly path: string;
  /** A password given with the start counts before the kept one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** To be opened once Electron is ready: before that, there is no encryption. */
export async function openKeychain(parts: KeychainParts): Promise<Keychain> {
  const { safeStorage, platform, path, environment } = parts;
  const document = await openDocument(path, sealedSchema);
  const fromStart = environmentSecrets(environment);
  const given = fromStart.hookCredentials();
  const locked = { user: DEFAULT_USER, password: randomBytes(32).toString('base64url') };
  let kept: ReturnType<SecretBox['hookCredentials']> = null;
  let trouble: KeychainTrouble = null;

  const sealingTrouble = (): KeychainTrouble => {
    if (!safeStorage.isEncryptionAvailable()) return 'unavailable';
    // Only Linux has backends; basic_text hides nothing: its key is the same on every computer.
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
      return 'basic';
    }
    return null;
  };

  const { user, password: sealed } = document.value;
  if (document.setAside !== null) {
    trouble = 'unreadable';
    kept = locked;
  } else if (sealed !== null) {
    try {
      kept = { user, password: safeStorage.decryptString(Buffer.from(sealed, 'base64')) };
    } catch {
      trouble = 'unreadable';
      kept = locked;
    }
  }
  /** A token that can't be opened any more is asked for again: without it, there is only no tunnel. */
  const openAuthtoken = (): string | null => {
    if (document.value.authtoken === null) return null;
    try {
      return safeStorage.decryptString(Buffer.from(document.value.authtoken, 'base64'));
    } catch {
      return null;
    }
  };
  let authtoken = fromStart.ngrokAuthtoken() ?? openAuthtoken();
  return {
    get trouble() {
      return trouble;
    },
    hookCredentials: () => given ?? kept,
    ngrokAuthtoken: () => authtoken,
    async keepNgrokAuthtoken(token) {
      authtoken = token;
      const isSealed = token !== null && sealingTrouble() === null;
      const sealed = isSealed ? safeStorage.encryptString(token).toString('base64') : null;
      await document.update({ authtoken: sealed });
      return isSealed || token === null;
    },
    async keep(password) {
      if (password === null) {
        await document.update({ password: null });
        kept = null;
        trouble = null;
        return null;
      }
      const reason = sealingTrouble();
      if (reason !== null) return reason;
      const bytes = safeStorage.encryptString(password);
      await document.update({ user: DEFAULT_USER, password: bytes.toString('base64') });
      kept = { user: DEFAULT_USER, password };
      trouble = null;
      return null;
    },
  };
}
