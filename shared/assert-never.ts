/** Marks the branch of a union that can't be reached; a new member of the union then fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
