/** The fields Mixpanel sends for every member by itself, kept as columns. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
export const COMMON_FIELDS = ['email', 'first_name', 'last_name', 'phone_number'] as const;
export type CommonField = (typeof COMMON_FIELDS)[number];

/** The column that always holds the id used. */
export const ID_FIELD = 'mixpanel_distinct_id';

/** Names under which a member's id may come, tried in this order. */
export const ID_FIELDS = [ID_FIELD, '$distinct_id', 'distinct_id'] as const;
