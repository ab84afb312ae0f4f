import { describe, expect, it } from 'vitest';
import { afterKey, cellAt, followed } from '../../renderer/components/data-table/cell-range.ts';
import { moved } from '../../renderer/components/data-table/columns.ts';
import { RowWindow } from '../../renderer/components/data-table/row-window.ts';
import { ROW_HEIGHT, scrollScale } from '../../renderer/components/data-table/scroll-scale.ts';
import { readCells } from '../../renderer/state/cells.ts';
import { until } from '../support/until.ts';

describe('a table of a million rows', () => {
  const scale = scrollScale(1_000_000, 600);

  it('stays below the height browsers allow', () => {
    expect(scale.height).toBeLessThan(17_000_000);
  });

  it('reaches its last row at the end of the scroll bar', () => {
    expect(scale.toRows(scale.height - 600)).toBe(1_000_000 * ROW_HEIGHT - 600);
  });

  it('puts the scroll bar back where a row belongs', () => {
    expect(scale.toRows(scale.toScrollTop(16_000_000))).toBeCloseTo(16_000_000);
  });
});

describe('the rows around the view', () => {
  it('are asked for only where the view has come to rest', async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const rows = new RowWindow<number>((offset, limit) => {
      asked.push(offset);
      const block = Array.from({ length: limit }, (_, i) => offset + i);
      return new Promise((resolve) =>
        answers.push(() => resolve({ rows: block, count: 1_000_000 })),
      );
    });
    for (let first = 0; first < 100_000; first += 1000) rows.want(first, first + 20);
    answers.splice(0).forEach((answer) => {
      answer();
    });
    await until('the last rows are asked for', () => answers.length > 0);
    answers.splice(0).forEach((answer) => {
      answer();
    });
    await until('they are here', () => rows.rowAt(99_010) !== undefined);
    expect(rows.rowAt(99_010)).toBe(99_010);
    expect(asked).toEqual([0, 1000, 99_000]);
  });

  it('stay until those of a newer revision are here', async () => {
    let revision = 1;
    const rows = new RowWindow<number>(async (offset) => ({
      rows: [offset + revision],
      count: 1,
    }));
    rows.want(0, 0);
    await until('the first is here', () => rows.rowAt(0) !== undefined);
    revision = 2;
    rows.showRevision(revision);
    expect(rows.rowAt(0)).toBe(1);
    await until('the newer is here', () => rows.rowAt(0) === 2);
  });
});

describe('keys in the table', () => {
  const bounds = { rows: 1000, columns: 5, page: 20 };
  const plain = { isShift: false, isCommand: false };

  it.each([
    ['ArrowDown', { row: 4, column: 2 }],
    ['ArrowUp', { row: 2, column: 2 }],
    ['PageDown', { row: 23, column: 2 }],
    ['PageUp', { row: 0, column: 2 }],
    ['End', { row: 3, column: 4 }],
  ])('%s leads where it does in a spreadsheet', (key, target) => {
    expect(afterKey(cellAt(3, 2), { key, ...plain }, bounds)).toMatchObject(target);
  });

  it('keep where a selection began while it grows', () => {
    const press = { key: 'ArrowDown', isShift: true, isCommand: true };
    expect(afterKey(cellAt(3, 2), press, bounds)).toEqual({
      row: 999,
      column: 2,
      anchorRow: 3,
      anchorColumn: 2,
    });
  });
});

describe('what is selected, when the data moves on', () => {
  const held = { range: { ...cellAt(5, 1), anchorRow: 3 }, key: 'ann' };
  const read = (offset: number, keys: readonly string[]) => ({ offset, size: 100, keys });

  it('goes with its row, within its block and into another', () => {
    const moved = (row: number) => ({ ...held.range, row, anchorRow: row - 2 });
    const above = ['bob', 'ann'];
    expect(followed(held, read(0, above))?.range).toEqual(moved(1));
    expect(followed(held, read(100, above))?.range).toEqual(moved(101));
  });

  it('is let go of where its row went out of sight', () => {
    expect(followed(held, read(0, ['bob', 'cid']))).toBe(null);
    expect(followed(held, read(0, []))).toBe(null);
  });

  it('stays where it is while other rows are read', () => {
    expect(followed(held, read(100, ['bob', 'cid']))).toBe(held);
  });

  it('holds on to a row that was still on its way', () => {
    const waiting = { range: cellAt(1, 0), key: null };
    expect(followed(waiting, read(0, ['ann', 'bob']))).toEqual({ ...waiting, key: 'bob' });
  });
});

it('puts a dragged column in the place of another', () => {
  expect(moved(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
});

it('keeps the digits of numbers, and tells null from empty', () => {
  const cells = readCells('{"id":9007199254740993,"n":null,"t":"","o":{"x":[1]}}');
  expect([...cells]).toEqual([
    ['id', { kind: 'number', text: '9007199254740993' }],
    ['n', { kind: 'null', text: '' }],
    ['t', { kind: 'text', text: '' }],
    ['o', { kind: 'json', text: '{"x":[1]}' }],
  ]);
});

it('keeps the digits of numbers inside lists and objects, and has every name', () => {
  const sent =
    '{"ids":[123456789012345678,1.10,{"n":-9007199254740993}],"__proto__":"a","o":{"__proto__":[1e400]}}';
  expect([...readCells(sent)]).toEqual([
    ['ids', { kind: 'json', text: '[123456789012345678,1.10,{"n":-9007199254740993}]' }],
    ['__proto__', { kind: 'text', text: 'a' }],
    ['o', { kind: 'json', text: '{"__proto__":[1e400]}' }],
  ]);
});
