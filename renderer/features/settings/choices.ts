/** The usual ones, and what is chosen if it is none of them. */
export function choices(
  usual: readonly number[],
  chosen: number,
  label: (value: number) => string,
): { readonly value: string; readonly label: string }[] {
  return [...new Set([...usual, chosen])]
    .sort((a, b) => a - b)
    .map((value) => ({ value: String(value), label: label(value) }));
}
