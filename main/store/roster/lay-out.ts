import type { DatabaseSync } from 'node:sqlite';
import { RollcallError } from '../../../shared/errors.ts';
import {
  DELIVERY_COLUMNS,
  type DeliveryRow,
  isUnreadable,
  keyOf,
  parseDeliveryRow,
} from './delivery-row.ts';
import { ListLoader } from './list-loader.ts';
import { EarlierDeliveries } from './read-anew.ts';
import type { KeyedDelivery, ScratchName } from './run.ts';

/** Deliveries that lie ready in a scratch file, each to be applied by itself. */
export interface LaidOut {
  readonly scratch: ScratchName;
  readonly path: string;
  readonly deliveries: readonly KeyedDelivery[];
}

/** Lays out deliveries with their members. Throws DELIVERY_NOT_KEPT when one of them is trimmed or can't be read. */
export function layOut(
  inbox: DatabaseSync,
  scratch: DatabaseSync,
  numbers: readonly number[],
): readonly KeyedDelivery[] {
  const earlier = new EarlierDeliveries(inbox);
  const rows = numbers.map((number) => earlier.readAnew(keptRow(inbox, number)));
  const { deliveries } = new ListLoader(inbox, scratch).layOut(rows);
  scratch.exec('CREATE INDEX IF NOT EXISTS entry_by_delivery ON entry (delivery)');
  return deliveries.flatMap((delivery, i) => {
    const row = rows[i];
    return row === undefined ? [] : [{ key: keyOf(row), delivery }];
  });
}

/** Renumbers what lies there, as if it came now. */
export function renumber(
  scratch: DatabaseSync,
  { key, delivery }: KeyedDelivery,
  number: number,
): KeyedDelivery {
  scratch.prepare('UPDATE entry SET delivery = ? WHERE delivery = ?').run(number, delivery.number);
  return { key, delivery: { ...delivery, number } };
}

function keptRow(inbox: DatabaseSync, number: number): DeliveryRow {
  const found = inbox
    .prepare(`SELECT ${DELIVERY_COLUMNS} FROM delivery WHERE number = ? AND body IS NOT NULL`)
    .get(number);
  const row = found === undefined ? undefined : parseDeliveryRow(found);
  if (row === undefined || isUnreadable(row)) throw new RollcallError('DELIVERY_NOT_KEPT');
  return row;
}
