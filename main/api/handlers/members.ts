import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { Store } from '../../store/store.ts';

type MemberHandlers = Pick<Handlers<AppContract>, 'members.rows'>;

export function memberHandlers(store: Store): MemberHandlers {
  return {
    'members.rows': async (query) => {
      const near = await store.read('memberWindow', query);
      const { rows, ...rest } = near ?? (await store.read('scanMembers', query));
      return { rows: [...rows], ...rest };
    },
  };
}
