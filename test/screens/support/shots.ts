import { CONNECT_SHOTS } from './connect-shots.ts';
import { MEMBER_SHOTS } from './member-shots.ts';
import { PLACE_SHOTS } from './place-shots.ts';
import type { Shot } from './shot.ts';
import { STATE_SHOTS } from './state-shots.ts';

/** Every screen in every state. */
export const SHOTS: readonly Shot[] = [
  { name: 'welcome', query: null },
  ...CONNECT_SHOTS,
  ...MEMBER_SHOTS,
  ...STATE_SHOTS,
  ...PLACE_SHOTS,
];
