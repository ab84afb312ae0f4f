import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { exportCohort } from '../../main/export/export-cohort.ts';
import type { ExportRequest } from '../../main/export/request.ts';
import { startExport } from '../../main/export/start-export.ts';
import { runRollcall } from '../support/start-rollcall.ts';
import { cohortOf, EXCEL, IMPORT, member, tempDir } from './support/cohort.ts';
import { emptyRoster, fillWith, replaceMembers } from './support/roster.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const HEADER = 'mixpanel_distinct_id,email,plan,n\r\n';

describe('an export to a file', () => {
  it('tells how much it wrote, and is for its owner alone', async () => {
    const path = join(tempDir(), 'cohort.csv');
    const result = await startExport(requestFor(3), { kind: 'file', path }).done;
    const csv = readFileSync(path, 'utf8');
    expect(csv.split('\r\n')).toHaveLength(5);
    expect(result).toMatchObject({
      rows: 3,
      bytes: Buffer.byteLength(csv),
      apostrophes: 0,
      cut: 0,
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each(['664', '640', '600', '755', ...(isRoot ? ['444'] : [])])(
    'over another one has its mode, so that whoever could read it still can: %s',
    async (octal) => {
      const mode = Number.parseInt(octal, 8);
      const path = join(tempDir(), 'shared.csv');
      writeFileSync(path, 'old');
      // a group that is not this process's own, where it may give files away
      if (isRoot) chownSync(path, NOBODY, NOBODY);
      chmodSync(path, mode);
      const old = statSync(path);
      await exportCohort(requestFor(1), path);
      expect(readFileSync(path, 'utf8').startsWith(HEADER)).toBe(true);
      const { mode: kept, uid, gid } = statSync(path);
      expect({ mode: kept & 0o777, uid, gid }).toEqual({ mode, uid: old.uid, gid: old.gid });
    },
  );

  it.runIf(isRoot)('gives no other group what a group could do that can’t be kept', async () => {
    const dir = tempDir();
    const { dir: dataDir } = await cohortOf({ action: 'members', members: [member()] });
    for (const each of [dir, dataDir]) chownSync(each, NOBODY, NOBODY);
    for (const name of readdirSync(dataDir)) chownSync(join(dataDir, name), NOBODY, NOBODY);
    const path = join(dir, 'shared.csv');
    writeFileSync(path, 'old');
    chownSync(path, NOBODY, 0);
    chmodSync(path, 0o664);
    const args = ['export', '--data-dir', dataDir, '--cohort', '7', '--out', path];
    const { code } = await runRollcall(args, { asUser: NOBODY });
    expect(code).toBe(0);
    const { mode, uid, gid } = statSync(path);
    expect({ mode: mode & 0o777, uid, gid }).toEqual({ mode: 0o604, uid: NOBODY, gid: NOBODY });
  });

  it('is another file than the one it replaces: a second name goes on naming what it named', async () => {
    const dir = tempDir();
    const [path, other] = [join(dir, 'cohort.csv'), join(dir, 'kept.csv')];
    writeFileSync(path, 'old');
    linkSync(path, other);
    await exportCohort(requestFor(1), path);
    expect(readFileSync(other, 'utf8')).toBe('old');
    expect(readFileSync(path, 'utf8').startsWith(HEADER)).toBe(true);
  });

  it('may have a name as long as names can be', async () => {
    const path = join(tempDir(), `${'名'.repeat(83)}.csv`);
    await exportCohort(requestFor(1), path);
    expect(existsSync(path)).toBe(true);
  });

  it('counts the cells that got an apostrophe', async () => {
    const request = {
      ...requestOf((db) => replaceMembers(db, [{ a: `=${'x'.repeat(255)}` }])),
      format: EXCEL,
    };
    const path = join(tempDir(), 'cohort.csv');
    const { apostrophes } = await startExport(request, { kind: 'file', path }).done;
    expect(apostrophes).toBe(1);
  });

  it('replaces a file only once it is whole', async () => {
    const dir = tempDir();
    const path = join(dir, 'cohort.csv');
    writeFileSync(path, 'old');
    const seen = new Set<string>();
    await exportCohort(requestFor(40_000), path, {
      onProgress: () => seen.add(readFileSync(path, 'utf8')),
    });
    expect([...seen]).toEqual(['old']);
    expect(readFileSync(path, 'utf8').startsWith(HEADER)).toBe(true);
    expect(readdirSync(dir)).toEqual(['cohort.csv']);
  });

  it('follows a link to the file it stands for', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'real.csv'), 'old');
    symlinkSync('real.csv', join(dir, 'link.csv'));
    await exportCohort(requestFor(1), join(dir, 'link.csv'));
    expect(readlinkSync(join(dir, 'link.csv'))).toBe('real.csv');
    expect(readFileSync(join(dir, 'real.csv'), 'utf8').startsWith(HEADER)).toBe(true);
  });

  it('says when the place can not be written, and leaves it alone', async () => {
    const dir = tempDir();
    const request = requestFor(1);
    const locked = join(dir, 'locked.csv');
    mkdirSync(join(dir, 'folder'));
    writeFileSync(locked, 'old');
    chmodSync(locked, 0o400);
    const places = [join(dir, 'missing', 'cohort.csv'), join(dir, 'folder'), '/dev/null'];
    // root may write everywhere
    if (!isRoot) places.push(locked);
    for (const path of places) {
      await expect(startExport(request, { kind: 'file', path }).done).rejects.toMatchObject({
        code: 'EXPORT_TARGET_UNUSABLE',
        details: { path },
      });
    }
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(dir).sort()).toEqual(['folder', 'locked.csv']);
  });

  it('touches nothing when the request can not be met', async () => {
    const dir = tempDir();
    const request = { ...requestFor(1), columns: ['nope'] };
    await expect(
      startExport(request, { kind: 'file', path: join(dir, 'cohort.csv') }).done,
    ).rejects.toMatchObject({ code: 'COLUMN_UNKNOWN' });
    expect(readdirSync(dir)).toEqual([]);
  });

  it('can be cancelled, and leaves what was there', async () => {
    const dir = tempDir();
    const path = join(dir, 'cohort.csv');
    writeFileSync(path, 'old');
    const running = startExport(requestFor(400_000), { kind: 'file', path }, () =>
      running.cancel(),
    );
    await expect(running.done).rejects.toMatchObject({ code: 'EXPORT_CANCELLED' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(dir)).toEqual(['cohort.csv']);
    running.cancel();
  });

  it('tells its progress', async () => {
    const path = join(tempDir(), 'cohort.csv');
    const told: number[] = [];
    await startExport(requestFor(400_000), { kind: 'file', path }, ({ rows }) => told.push(rows))
      .done;
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('removes what it began when the store fails midway', async () => {
    const dir = tempDir();
    const request = requestOf((db) => {
      fillWith(db, 30_000);
      db.exec(`UPDATE member SET props = x'ff' WHERE id = 29999`);
    });
    await expect(exportCohort(request, join(dir, 'cohort.csv'))).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
    });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('an export to a stream', () => {
  it('gives the same bytes as to a file, and leaves the stream open', async () => {
    const request = requestFor(50_000);
    const path = join(tempDir(), 'cohort.csv');
    const stream = new PassThrough();
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    const result = await startExport(request, { kind: 'stream', stream }).done;
    await exportCohort(request, path);
    expect(pieces.length).toBeGreaterThan(2);
    expect(Buffer.concat(pieces).equals(readFileSync(path))).toBe(true);
    expect(result.bytes).toBe(statSync(path).size);
    expect(stream.writableEnded).toBe(false);
    expect(stream.listenerCount('error')).toBe(0);
  });

  it('goes at the pace of who takes it', async () => {
    let taken = 0;
    let mostWaiting = 0;
    const stream = new Writable({
      write(piece: Buffer, _encoding, done) {
        taken += 1;
        mostWaiting = Math.max(mostWaiting, stream.writableLength - piece.length);
        setTimeout(done, 5);
      },
    });
    await startExport(requestFor(100_000), { kind: 'stream', stream }).done;
    expect(taken).toBeGreaterThan(5);
    expect(mostWaiting).toBe(0);
  });

  it('ends when the reader goes away', async () => {
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const stream = new Writable({ write: (_piece, _encoding, done) => done(broken) });
    await expect(
      startExport(requestFor(50_000), { kind: 'stream', stream }).done,
    ).rejects.toMatchObject({
      code: 'EXPORT_TARGET_UNUSABLE',
      details: { path: '-' },
      cause: { code: 'EPIPE' },
    });
  });

  it('ends when the stream is closed under it', async () => {
    const stream = new Writable({ write: () => void stream.destroy() });
    const { done } = startExport(requestFor(50_000), { kind: 'stream', stream });
    await expect(done).rejects.toMatchObject({ code: 'EXPORT_TARGET_UNUSABLE' });
  });

  it('can be cancelled while nobody takes anything', async () => {
    const stream = new Writable({ write: () => {} });
    const running = startExport(requestFor(50_000), { kind: 'stream', stream });
    running.cancel();
    await expect(running.done).rejects.toMatchObject({ code: 'EXPORT_CANCELLED' });
  });
});

it('reads one state of the cohort, whatever is applied meanwhile', async () => {
  const rosterPath = join(tempDir(), 'roster.db');
  const db = emptyRoster(rosterPath);
  fillWith(db, 50_000);
  const path = join(tempDir(), 'cohort.csv');
  const request: ExportRequest = { ...requestFor(0), rosterPath };
  const { rows } = await exportCohort(request, path, {
    onProgress: () => db.exec('DELETE FROM member'),
  });
  db.close();
  expect(rows).toBe(50_000);
});

it('makes no roster where there is none', async () => {
  const rosterPath = join(tempDir(), 'roster.db');
  const path = join(tempDir(), 'cohort.csv');
  const exporting = startExport({ ...requestFor(0), rosterPath }, { kind: 'file', path }).done;
  await expect(exporting).rejects.toMatchObject({ code: 'STORE_GONE' });
  expect([existsSync(rosterPath), existsSync(path)]).toEqual([false, false]);
});

function requestFor(count: number): ExportRequest {
  return requestOf((db) => fillWith(db, count));
}

function requestOf(fill: (db: ReturnType<typeof emptyRoster>) => void): ExportRequest {
  const rosterPath = join(tempDir(), 'roster.db');
  const db = emptyRoster(rosterPath);
  fill(db);
  db.close();
  return { rosterPath, cohort: 1, selection: { what: 'members', at: 'now' }, format: IMPORT };
}
