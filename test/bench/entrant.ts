import type { Runs } from './results.ts';

/** A program that takes its turn in each round; one that fails is left out from then on, and said why. */
export class Entrant<T> {
  readonly name: string;
  readonly #measure: () => Promise<T>;
  readonly #runs: T[] = [];
  #skipped: string | null;

  constructor(name: string, measure: () => Promise<T>, skipped: string | null = null) {
    this.name = name;
    this.#measure = measure;
    this.#skipped = skipped;
  }

  async takeTurn(round: number, say: (line: string) => void): Promise<void> {
    if (this.#skipped !== null) return;
    say(`Round ${round}: ${this.name}…`);
    try {
      this.#runs.push(await this.#measure());
    } catch (error) {
      this.#skipped = (error instanceof Error ? error.message : String(error)).trim();
      say(`Without ${this.name}: ${this.#skipped}`);
    }
  }

  result(): Runs<T> {
    return { name: this.name, runs: this.#runs, skipped: this.#skipped };
  }
}
