/** Columns of a file that Rollcall adds to what Mixpanel sent: when somebody joined and left, by what it knows itself. */
export const OWN_COLUMNS = ['joined', 'left', 'in_since_before'] as const;
export type OwnColumn = (typeof OWN_COLUMNS)[number];

/** Those that can say anything of the people meant: nobody who is in has left, and who joined did so at a known time. */
export const OWN_COLUMNS_OF: Readonly<Record<'members' | 'joined' | 'left', readonly OwnColumn[]>> =
  {
    members: ['joined', 'in_since_before'],
    joined: ['joined'],
    left: ['joined', 'left', 'in_since_before'],
  };
