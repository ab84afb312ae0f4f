import { EventEmitter } from 'node:events';

/** Electron's utilityProcess: what is posted arrives as a clone, and a killed one exits. */
export class UtilityProcessDouble extends EventEmitter {
  readonly posted: unknown[] = [];
  readonly path: string;
  readonly options: unknown;
  kills = 0;

  constructor(path = '', options: unknown = null) {
    super();
    this.path = path;
    this.options = options;
  }
  postMessage(message: unknown): void {
    this.posted.push(structuredClone(message));
  }
  kill(): boolean {
    this.kills += 1;
    queueMicrotask(() => this.emit('exit', 143));
    return true;
  }
}
