/** The fields Mixpanel sends for every member by itself, kept as columns. Source: docs.mixpanel.com/docs/cohort-sync/webhooks */
export const COMMON_FIELDS = ['email', 'first_name', 'last_name', 'phone_number'] as const;
export type CommonField = (typeof COMMON_FIELDS)[number];

/** The column that always holds the id used. */
export const ID_FIELD = 'mixpanel_distinct_id';

/** Names under which a member's id may come, tried in this order. */
export const ID_FIELDS = [ID_FIELD, '$distinct_id', 'distinct_id'] as const;

/** The common fields under Mixpanel's own names, which members may come with instead. Source: seen in captured payloads of the webhook. */
export const RAW_FIELDS: Readonly<Record<CommonField, string>> = {
  email: '$email',
  first_name: '$first_name',
  last_name: '$last_name',
  phone_number: '$phone',
};

/** The whole name under Mixpanel's own name: what somebody is called who has neither a first nor a last name. */
export const FULL_NAME = '$name';

/** When Mixpanel first saw somebody: a date, whatever it looks like. */
export const CREATED = '$created';
