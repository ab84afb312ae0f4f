import { RollcallError } from '../../shared/errors.ts';

/** A user name and the password that goes with it. */
export interface HookCredentials {
  readonly user: string;
  readonly password: string;
}

/**
 * Why no password can be set from the screens: the start gave one, there is no keychain in a browser's Rollcall, or
 * the desktop's keychain keeps nothing (`basic`: it would only hide it from the eye).
 */
export type PasswordObstacle = 'environment' | 'headless' | 'unavailable' | 'basic';

/** Secrets kept outside the data folder: by the operating system's keychain, or given with each start. */
export interface SecretBox {
  /** The user name and password a sender must give; null when none is asked for. */
  hookCredentials(): HookCredentials | null;
  /** null when a password can be set. */
  passwordObstacle(): PasswordObstacle | null;
  /** A password was kept and can't be opened any more: everybody is refused until it is set anew. */
  isPasswordLost(): boolean;
  /** Keeps them sealed from now on, or forgets them (null). Throws PASSWORD_NOT_KEPT; then all is as before. */
  keepHookCredentials(credentials: HookCredentials | null): Promise<void>;
  /** ngrok's authtoken; null when there is none. */
  ngrokAuthtoken(): string | null;
  /** Takes another authtoken, null: forgets it; tells whether it will still be known at the next start. */
  keepNgrokAuthtoken(token: string | null): Promise<boolean>;
}

const DEFAULT_USER = 'rollcall';

/** Without a desktop there is no keychain: secrets come with the environment and are written nowhere. */
export function environmentSecrets(
  environment: Readonly<Record<string, string | undefined>>,
): SecretBox {
  const password = environment.ROLLCALL_HOOK_PASSWORD ?? '';
  const user = environment.ROLLCALL_HOOK_USER || DEFAULT_USER;
  let authtoken = environment.NGROK_AUTHTOKEN?.trim() || null;
  return {
    hookCredentials: () => (password === '' ? null : { user, password }),
    passwordObstacle: () => (password === '' ? 'headless' : 'environment'),
    isPasswordLost: () => false,
    async keepHookCredentials() {
      throw new RollcallError('PASSWORD_NOT_KEPT');
    },
    ngrokAuthtoken: () => authtoken,
    async keepNgrokAuthtoken(token) {
      authtoken = token;
      return token === null;
    },
  };
}
