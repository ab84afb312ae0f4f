/** Files that could not be read and now lie beside the others under new names, until the person has seen that. */
export class SetAsideFiles {
  #paths: readonly string[] = [];

  get paths(): readonly string[] {
    return this.#paths;
  }

  add(paths: readonly string[]): void {
    this.#paths = [...this.#paths, ...paths];
  }

  noteSeen(): void {
    this.#paths = [];
  }
}
