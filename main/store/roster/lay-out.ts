import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../../shared/errors.ts';
import {
  DELIVERY_COLUMNS,
  type DeliveryRow,
  isQuiet,
  isUnreadable,
  keyOf,
  parseDeliveryRow,
  type QuietMoment,
} from './delivery-row.ts';
import { ListLoader } from './list-loader.ts';
import { EarlierDeliveries } from './read-anew.ts';
import type { KeyedDelivery, ScratchName } from './run.ts';

/** Deliveries that lie ready in a scratch file, each to be applied by itself. */
export interface LaidOut {
  readonly scratch: ScratchName;
  readonly path: string;
  /** In the order of their numbers. */
  readonly deliveries: readonly (KeyedDelivery | QuietMoment)[];
}

/** Lays out deliveries with their members. Throws DELIVERY_NOT_KEPT when one of them is trimmed or can't be read. */
export function layOut(
  inbox: DatabaseSync,
  scratch: DatabaseSync,
  numbers: readonly number[],
): readonly (KeyedDelivery | QuietMoment)[] {
  const earlier = new EarlierDeliveries(inbox);
  const rows = numbers.map((number) => {
    const row = keptRow(inbox, number);
    return isQuiet(row) ? row : earlier.readAnew(row);
  });
  const loader = new ListLoader(inbox, scratch);
  const { deliveries } = loader.layOut(rows.flatMap((row) => (isQuiet(row) ? [] : [row])));
  scratch.exec('CREATE INDEX IF NOT EXISTS entry_by_delivery ON entry (delivery)');
  const loaded = new Map(deliveries.map((delivery) => [delivery.number, delivery]));
  return rows.flatMap((row): (KeyedDelivery | QuietMoment)[] => {
    if (isQuiet(row)) return [row];
    const delivery = loaded.get(row.number);
    return delivery === undefined ? [] : [{ key: keyOf(row), delivery }];
  });
}

/** Renumbers what lies there, as if it came now. */
export function renumber(
  scratch: DatabaseSync,
  laidOut: KeyedDelivery | QuietMoment,
  number: number,
): KeyedDelivery | QuietMoment {
  if (isQuiet(laidOut)) return { ...laidOut, number };
  const { key, delivery } = laidOut;
  scratch.prepare('UPDATE entry SET delivery = ? WHERE delivery = ?').run(number, delivery.number);
  return { key, delivery: { ...delivery, number } };
}

function keptRow(inbox: DatabaseSync, number: number): DeliveryRow | QuietMoment {
  const found = inbox
    .prepare(`
      SELECT ${DELIVERY_COLUMNS} FROM delivery
      WHERE number = ? AND (body IS NOT NULL OR settles IS NOT NULL)`)
    .get(number);
  const row = found === undefined ? undefined : parseDeliveryRow(found);
  if (row === undefined || isUnreadable(row)) throw new RollcallError('DELIVERY_NOT_KEPT');
  return row;
}
