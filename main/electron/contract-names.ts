/** The names of the contract without its schemas: the bundle puts them into the preload as plain lists. */
import { contract } from '../../shared/api/contract.ts';

const entries = Object.entries(contract);

export const REQUEST_NAMES: readonly string[] = entries
  .filter(([, { kind }]) => kind === 'request')
  .map(([name]) => name);

export const EVENT_NAMES: readonly string[] = entries
  .filter(([, { kind }]) => kind === 'event')
  .map(([name]) => name);
