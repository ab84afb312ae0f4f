import { useCallback, useMemo } from 'react';
import { z } from 'zod';
import type { ColumnLayout } from '../../components/data-table/columns.ts';
import { useStored } from '../../state/use-stored.ts';

const layoutSchema = z.object({
  order: z.array(z.string()),
  hidden: z.array(z.string()),
  widths: z.record(z.string(), z.number()),
});

const PLAIN = { order: [], hidden: [], widths: {} };

export interface Layout {
  readonly value: ColumnLayout;
  readonly resize: (column: string, width: number) => void;
  readonly reorder: (order: readonly string[]) => void;
  readonly toggle: (column: string) => void;
  readonly reset: () => void;
}

/** How the columns of a cohort are arranged, remembered by this browser. */
export function useLayout(cohort: number): Layout {
  const [value, set] = useStored(`columns.${cohort}`, layoutSchema, PLAIN);
  const resize = useCallback(
    (column: string, width: number) =>
      set({ ...value, widths: { ...value.widths, [column]: Math.round(width) } }),
    [value, set],
  );
  const reorder = useCallback(
    (order: readonly string[]) => set({ ...value, order: [...order] }),
    [value, set],
  );
  const toggle = useCallback(
    (column: string) => {
      const isHidden = value.hidden.includes(column);
      const hidden = isHidden
        ? value.hidden.filter((id) => id !== column)
        : [...value.hidden, column];
      set({ ...value, hidden });
    },
    [value, set],
  );
  const reset = useCallback(() => set(PLAIN), [set]);
  return useMemo(
    () => ({ value, resize, reorder, toggle, reset }),
    [value, resize, reorder, toggle, reset],
  );
}
