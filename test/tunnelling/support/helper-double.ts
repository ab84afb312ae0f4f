import type { Command, Helper, Report, StartHelper } from '../../../main/tunnel/helper.ts';

/** The process that runs the SDK, played: the test says what it reports. */
export class HelperDouble implements Helper {
  readonly posted: Command[] = [];
  isKilled = false;
  readonly gone: Promise<void>;
  readonly #onMessage: (message: unknown) => void;
  readonly #end: () => void;

  constructor(onMessage: (message: unknown) => void) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone = promise;
    this.#end = resolve;
    this.#onMessage = onMessage;
  }
  post(command: Command): void {
    this.posted.push(command);
    if (command.kind === 'close') this.#end();
  }
  kill(): void {
    this.isKilled = true;
    this.#end();
  }
  /** It crashes. */
  crash(): void {
    this.#end();
  }
  report(report: Report): void {
    this.#onMessage(structuredClone(report));
  }
  say(message: unknown): void {
    this.#onMessage(message);
  }
}

export function helperClass(): {
  readonly start: StartHelper;
  readonly made: HelperDouble[];
} {
  const made: HelperDouble[] = [];
  return {
    made,
    start(_path, onMessage) {
      const helper = new HelperDouble(onMessage);
      made.push(helper);
      return helper;
    },
  };
}
