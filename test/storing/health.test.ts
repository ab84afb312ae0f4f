import { expect, test } from 'vitest';
import { createLogger } from '../../main/log.ts';
import { StoreHealth } from '../../main/store/store-health.ts';
import type { ErrorCode } from '../../shared/errors.ts';

test('trouble is logged and told when it begins, changes and ends, however often it is met', () => {
  const lines: string[] = [];
  const told: (ErrorCode | null)[] = [];
  const log = createLogger((line) => lines.push(line.slice(line.indexOf(' ') + 1)));
  const health = new StoreHealth(
    log,
    () => false,
    (code) => told.push(code),
  );
  health.heal('roster');
  for (let i = 0; i < 3; i += 1) health.note('roster', 'STORE_BUSY');
  health.note('inbox', 'STORE_FULL');
  // Deliveries are taken again, which says nothing of applying them.
  for (let i = 0; i < 3; i += 1) health.heal('inbox');
  health.note('roster', 'STORE_BUSY');
  health.heal('roster');
  expect(lines).toEqual([
    'warn store-trouble part=roster code=STORE_BUSY',
    'warn store-trouble part=inbox code=STORE_FULL',
    'info store-works-again part=inbox',
    'info store-works-again part=roster',
  ]);
  expect(told).toEqual(['STORE_BUSY', 'STORE_FULL', 'STORE_BUSY', null]);
});

test('while the files are about to be opened anew, a page that was on its way ends no trouble', () => {
  const told: (ErrorCode | null)[] = [];
  let isReopening = false;
  const health = new StoreHealth(
    createLogger(() => {}),
    () => isReopening,
    (code) => told.push(code),
  );
  health.note('inbox', 'STORE_GONE');
  isReopening = true;
  health.heal('inbox');
  health.heal('disk');
  expect(told).toEqual(['STORE_GONE']);
  health.heal();
  expect(told).toEqual(['STORE_GONE', null]);
});
