import { useMemo } from 'react';
import * as z from 'zod';
import type { ColumnLayout } from '../../components/data-table/columns.ts';
import { useApp } from '../../state/app-context.tsx';
import { useOfferUndo } from '../../state/use-offer-undo.ts';
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
  readonly show: (column: string) => void;
  /** `name`: what the column is called on screen. */
  readonly hide: (column: string, name: string) => void;
  readonly reset: () => void;
}

/** How the columns of a cohort are arranged, remembered by this browser. */
export function useLayout(cohort: number): Layout {
  const { t } = useApp();
  const offerUndo = useOfferUndo();
  const [value, set] = useStored(`columns.${cohort}`, layoutSchema, PLAIN);
  const changes = useMemo(() => {
    const show = (column: string) =>
      set((now) => ({ ...now, hidden: now.hidden.filter((id) => id !== column) }));
    return {
      show,
      hide: (column: string, name: string) => {
        set((now) => ({ ...now, hidden: [...now.hidden, column] }));
        offerUndo(t.members.columnHidden(name), () => show(column));
      },
      resize: (column: string, width: number) =>
        set((now) => ({ ...now, widths: { ...now.widths, [column]: Math.round(width) } })),
      reorder: (order: readonly string[]) => set((now) => ({ ...now, order: [...order] })),
    };
  }, [set, offerUndo, t]);
  return useMemo(() => {
    const reset = () => {
      set(PLAIN);
      offerUndo(t.members.columnsReset, () => set(value));
    };
    return { value, ...changes, reset };
  }, [value, changes, set, offerUndo, t]);
}
