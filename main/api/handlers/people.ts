import type { AppContract } from '../../../shared/api/contract.ts';
import type { Handlers } from '../../../shared/api/define.ts';
import { mergedProperties } from '../../store/reading/merged-properties.ts';
import type { Store } from '../../store/store.ts';

type PeopleHandlers = Pick<Handlers<AppContract>, 'people.stays' | 'people.find'>;

export function peopleHandlers(store: Store): PeopleHandlers {
  return {
    'people.stays': async (person) =>
      (await store.read('staysOf', person)).map((stay) => ({
        id: stay.id,
        cohort: stay.cohort,
        cohortId: stay.cohortId,
        cohortName: stay.cohortName,
        joinedAtMs: stay.joinedAtMs,
        inSinceBeforeMs: stay.inSinceBeforeMs,
        heardBeforeMs: stay.heardBeforeMs,
        leftAtMs: stay.leftAtMs,
        properties: mergedProperties({
          email: stay.email,
          first_name: stay.firstName,
          last_name: stay.lastName,
          phone: stay.phone,
          props: stay.props,
        }),
        days: [...stay.days],
      })),
    'people.find': async ({ search }) =>
      (await store.read('findPeople', search)).map((person) => ({
        ...person,
        cohorts: [...person.cohorts],
      })),
  };
}
