import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { Store } from '../../store/store.ts';

type MemberHandlers = Pick<Handlers<AppContract>, 'members.rows' | 'members.count'>;

export function memberHandlers(store: Store): MemberHandlers {
  return {
    'members.rows': async (query) => {
      const { rows, revision } = await store.read('memberWindow', query);
      return { rows: [...rows], revision };
    },
    'members.count': (query) => store.read('countMembers', query),
  };
}
