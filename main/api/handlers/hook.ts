import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { UrlGuard } from '../../url-guard.ts';

type HookHandlers = Pick<
  Handlers<AppContract>,
  'hook.handedOut' | 'hook.noteCopied' | 'hook.forget'
>;

export function hookHandlers(urlGuard: UrlGuard, onChanged: () => void): HookHandlers {
  return {
    'hook.handedOut': () => urlGuard.list(),
    'hook.noteCopied': async ({ address, connection }) => {
      await urlGuard.noteCopied(address, connection ?? '');
      onChanged();
      return {};
    },
    'hook.forget': async ({ id }) => {
      await urlGuard.forget(id);
      onChanged();
      return {};
    },
  };
}
