import { fileURLToPath } from 'node:url';
import { RollcallError } from '../../../shared/errors.ts';
import { createRollcall, type Rollcall } from '../../create-rollcall.ts';
import { createLogger } from '../../log.ts';
import { HOOK_TOKEN_PATTERN } from '../../settings/hook.ts';
import { environmentSecrets } from '../../settings/secret-box.ts';
import type { Command, CommandContext } from '../command.ts';
import { DATA_DIR_OPTION, dataDirOf } from '../data-dir.ts';
import { type Given, readChoice, readNumber, readOptions, usage } from '../options.ts';

const MAX_PORT = 65_535;
/** The built page stands beside the bundle that this becomes a part of. */
const RENDERER_DIR = fileURLToPath(new URL('../renderer', import.meta.url));
const TUNNELS = ['none', 'ngrok', 'manual'] as const;

export const SERVE_OPTIONS = {
  'data-dir': DATA_DIR_OPTION,
  port: { value: 'N', help: 'port of the receiver; 0: any free one, kept for later starts' },
  'ui-port': { value: 'N', help: 'port of the screens; 0: any free one, kept for later starts' },
  'hook-token': { value: 'T', help: 'secret part of the hook URL: 16 to 128 of A-Z a-z 0-9 - _' },
  tunnel: { value: 'NAME', help: 'none, ngrok or manual' },
  'ngrok-domain': { value: 'D', help: 'domain of the ngrok account' },
  'public-url': { value: 'U', help: 'public address of a tunnel of your own' },
  help: { help: 'this text' },
} as const;

export const serveCommand: Command = {
  name: 'serve',
  summary: 'receives syncs until it is stopped; prints one line of JSON when it is ready',
  options: SERVE_OPTIONS,
  async run(args, context) {
    const given = readOptions('serve', SERVE_OPTIONS, args);
    const dataDir = dataDirOf(given['data-dir'], context.environment);
    const rollcall = await openRollcall(given, dataDir, context);
    const { hookUrl, uiUrl } = rollcall;
    const ready = { ready: true, hookUrl, publicHookUrl: null, uiUrl, dataDir };
    await context.writeOut(`${JSON.stringify(ready)}\n`);
    await untilAsked(context.signal);
    await rollcall.close();
  },
};

/** Starts receiving as the options say. */
export async function openRollcall(
  given: Given<typeof SERVE_OPTIONS>,
  dir: string,
  { environment, locale, writeError }: CommandContext,
): Promise<Rollcall> {
  const tunnel = readChoice('serve', 'tunnel', given.tunnel, TUNNELS) ?? 'none';
  if (tunnel !== 'none') throw new RollcallError('TUNNEL_NOT_YET', { tunnel });
  const uiPort = readNumber('serve', 'ui-port', given['ui-port'], { max: MAX_PORT });
  const port = readNumber('serve', 'port', given.port, { max: MAX_PORT });
  const hookToken = given['hook-token'] ?? (environment.ROLLCALL_HOOK_TOKEN || undefined);
  if (hookToken !== undefined && !HOOK_TOKEN_PATTERN.test(hookToken)) {
    throw usage('serve', 'The hook token takes 16 to 128 of A-Z a-z 0-9 - _.');
  }
  if (environment.ROLLCALL_HOOK_USER && !environment.ROLLCALL_HOOK_PASSWORD) {
    throw usage('serve', 'ROLLCALL_HOOK_USER needs ROLLCALL_HOOK_PASSWORD beside it.');
  }
  const secrets = environmentSecrets(environment);
  const log = createLogger(writeError);
  const password = secrets.hookCredentials()?.password;
  if (password !== undefined) log.hide(password);
  const screens = { rendererDir: RENDERER_DIR, port: uiPort };
  return await createRollcall({ dir, port, hookToken, screens, secrets, locale, log });
}

export function untilAsked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
