import type { Client } from '../../shared/api/client.ts';
import type { AppContract } from '../../shared/api/contract.ts';

/** Sends a file to a path of main's, piece by piece. Rejects with a RollcallError. */
export type Upload = (path: string, file: Blob, onSent: (bytes: number) => void) => Promise<void>;

/** Main, as the screens ask it. */
export interface Api extends Client<AppContract> {
  /** null in the desktop app, where main opens files itself. */
  readonly upload: Upload | null;
  /** Calls each time that main is there again after it was away; returns the function that ends it. */
  readonly onBack: (listener: () => void) => () => void;
}
