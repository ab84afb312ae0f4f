/** Secrets kept outside the data folder: by the operating system's keychain, or given with each start. */
export interface SecretBox {
  /** The user name and password a sender must give; null when none is asked for. */
  hookCredentials(): { readonly user: string; readonly password: string } | null;
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
    ngrokAuthtoken: () => authtoken,
    async keepNgrokAuthtoken(token) {
      authtoken = token;
      return token === null;
    },
  };
}
