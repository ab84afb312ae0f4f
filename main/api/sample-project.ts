/** The project id under which the sample cohort comes. */
export const SAMPLE_PROJECT = 'rollcall-sample';
