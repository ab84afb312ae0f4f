/** An id of a cohort, project or session as it is kept: without outer blanks, and a whole number without an empty fraction. */
export function plainId(id: string): string {
  return id.trim().replace(/^([+-]?\d+)\.0+$/, '$1');
}
