/** The two channels between the page's preload and main: nothing else is sent on either side. */
export const REQUEST_CHANNEL = 'rollcall:request';
export const EVENT_CHANNEL = 'rollcall:event';
