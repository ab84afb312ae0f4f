import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import type { Store } from '../../store/store.ts';

type MemberHandlers = Pick<Handlers<AppContract>, 'members.rows'>;

export function memberHandlers(store: Store): MemberHandlers {
  return {
    'members.rows': async (query) => {
      const { selection, search = '' } = query;
      const isIndexed = selection.what === 'members' && selection.at === 'now' && search === '';
      const { rows, ...rest } = await store.read(isIndexed ? 'memberWindow' : 'scanMembers', query);
      return { rows: [...rows], ...rest };
    },
  };
}
