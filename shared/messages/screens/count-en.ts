const number = new Intl.NumberFormat('en');

/** So many of something, in its singular or plural. */
export function count(n: number, one: string, many: string): string {
  return `${number.format(n)} ${n === 1 ? one : many}`;
}
