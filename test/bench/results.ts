import type { Export } from './exports.ts';
import type { IdleFigures } from './idle.ts';
import type { Read } from './reads.ts';
import type { Receipt } from './receipt.ts';
import type { RollcallSync } from './rollcall-run.ts';
import type { ScreenFigures } from './screens.ts';
import type { TunnelFigures } from './tunnel.ts';

/** One program's runs, one a round; or why there are none. */
export interface Runs<T> {
  readonly name: string;
  readonly runs: readonly T[];
  readonly skipped: string | null;
}

/** All that was measured; what wasn't asked for is empty. */
export interface Results {
  readonly startedAt: string;
  readonly machine: {
    readonly node: string;
    readonly system: string;
    readonly processors: string;
    readonly memoryBytes: number;
    /** Over the minute before the bench; 0 where the system doesn't tell. */
    readonly loadBefore: number;
  };
  readonly pages: number;
  readonly rounds: number;
  /** The floor first. */
  readonly receipts: readonly Runs<Receipt>[];
  readonly rollcall: {
    readonly first: readonly RollcallSync[];
    readonly resync: readonly RollcallSync[];
    /** A first sync of 5,000 pages. */
    readonly fiveMillion: RollcallSync | null;
  };
  readonly reads: readonly Read[];
  /** In Chromium, at the members received before. */
  readonly screens: ScreenFigures | null;
  /** Through ngrok's SDK and a stand-in for its service; null when it was not. */
  readonly tunnel: TunnelFigures | null;
  /** Left alone; null when it was not. */
  readonly idle: IdleFigures | null;
  /** Rollcall first, then sqlite3. */
  readonly exports: readonly Runs<Export>[];
}
