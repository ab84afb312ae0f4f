/** Marks a request that Rollcall sent round to itself. Node gives header names in lower case. */
export const PROBE_HEADER = 'x-rollcall-probe';
