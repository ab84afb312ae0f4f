/** The three things Mixpanel's custom webhook says. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
export const ACTIONS = ['members', 'add_members', 'remove_members'] as const;

export type Action = (typeof ACTIONS)[number];
