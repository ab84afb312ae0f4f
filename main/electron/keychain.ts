/**
 * The password of the hook and ngrok's authtoken, sealed by the operating system's keychain. Fails closed: a password
 * that was set and can't be opened any more is not the same as none.
 */
import { randomBytes } from 'node:crypto';
import type { SafeStorage } from 'electron';
import * as z from 'zod';
import { RollcallError } from '../../shared/errors.ts';
import { openDocument } from '../settings/document.ts';
import {
  environmentSecrets,
  type HookCredentials,
  type SecretBox,
} from '../settings/secret-box.ts';

const DEFAULT_USER = 'rollcall';

const sealedSchema = z.object({
  user: z.string().default(DEFAULT_USER),
  /** Sealed, as Base64; null when no password is asked for. */
  password: z.string().nullable().default(null),
  /** Sealed, as Base64; null when there is none. */
  authtoken: z.string().nullable().default(null),
});

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
export async function openKeychain(parts: KeychainParts): Promise<SecretBox> {
  const { safeStorage, platform, path, environment } = parts;
  const document = await openDocument(path, sealedSchema);
  const fromStart = environmentSecrets(environment);
  const given = fromStart.hookCredentials();
  const locked = { user: DEFAULT_USER, password: randomBytes(32).toString('base64url') };
  let kept: HookCredentials | null = null;
  let isLost = false;

  const sealingTrouble = (): 'unavailable' | 'basic' | null => {
    if (!safeStorage.isEncryptionAvailable()) return 'unavailable';
    // Only Linux has backends; basic_text hides nothing: its key is the same on every computer.
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
      return 'basic';
    }
    return null;
  };

  const { user, password: sealed } = document.value;
  if (document.setAside !== null) {
    isLost = true;
    kept = locked;
  } else if (sealed !== null) {
    try {
      kept = { user, password: safeStorage.decryptString(Buffer.from(sealed, 'base64')) };
    } catch {
      isLost = true;
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
    hookCredentials: () => given ?? kept,
    ngrokAuthtoken: () => authtoken,
    async keepNgrokAuthtoken(token) {
      authtoken = token;
      const isSealed = token !== null && sealingTrouble() === null;
      const sealed = isSealed ? safeStorage.encryptString(token).toString('base64') : null;
      await document.update({ authtoken: sealed });
      return isSealed || token === null;
    },
    passwordObstacle: () => (given === null ? sealingTrouble() : 'environment'),
    isPasswordLost: () => given === null && isLost,
    async keepHookCredentials(credentials) {
      // What the start gave counts before it: it would never be asked for.
      if (given !== null) throw new RollcallError('PASSWORD_NOT_KEPT');
      if (credentials === null) {
        await document.update({ password: null });
      } else {
        // Readable words are never written.
        if (sealingTrouble() !== null) throw new RollcallError('PASSWORD_NOT_KEPT');
        const bytes = safeStorage.encryptString(credentials.password);
        await document.update({ user: credentials.user, password: bytes.toString('base64') });
      }
      kept = credentials;
      isLost = false;
    },
  };
}
