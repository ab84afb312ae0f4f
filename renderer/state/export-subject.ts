import type { z } from 'zod';
import type { selectionSchema } from '../../shared/api/model.ts';

export type Selection = z.infer<typeof selectionSchema>;

/** Whose rows an export is about. */
export interface ExportSubject {
  readonly cohort: number;
  readonly selection: Selection;
  /** Empty: everybody of the selection. */
  readonly search: string;
}
