import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { Store } from '../../store/store.ts';

type MemberHandlers = Pick<Handlers<AppContract>, 'members.rows'>;

export function memberHandlers(store: Store): MemberHandlers {
  return {
    'members.rows': async (query) => {
      const { selection, search = '', filters = [] } = query;
      const isNow = selection.what === 'members' && selection.at === 'now';
      const isIndexed = isNow && search === '' && filters.length === 0;
      const { rows, ...rest } = await store.read(isIndexed ? 'memberWindow' : 'scanMembers', query);
      return { rows: [...rows], ...rest };
    },
  };
}
