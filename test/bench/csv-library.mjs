// Exports with a CSV library of npm: csv-library.mjs NAME DIR JOB, where JOB is a file with {rosterPath, sql, cohort, outPath}.
import { createWriteStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const CHUNK = 500;

const [name = '', peerDir = '', jobPath = ''] = process.argv.slice(2);
const load = createRequire(join(peerDir, 'package.json'));
const { rosterPath, sql, outPath } = JSON.parse(readFileSync(jobPath, 'utf8'));
const roster = new DatabaseSync(rosterPath, { readOnly: true });
const statement = roster.prepare(sql);
statement.setReturnArrays(true);
const header = statement.columns().map((column) => column.name);

/** The rows as arrays, the header first. */
function* rows() {
  yield header;
  yield* statement.iterate();
}

function* chunks() {
  let chunk = [];
  for (const row of rows()) {
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}

function* unparsed() {
  const { unparse } = load('papaparse');
  for (const chunk of chunks()) yield `${unparse(chunk)}\r\n`;
}

const out = createWriteStream(outPath);
if (name === 'csv-stringify') {
  await pipeline(Readable.from(rows()), load('csv-stringify').stringify(), out);
} else if (name === 'fast-csv') {
  await pipeline(Readable.from(rows()), load('fast-csv').format(), out);
} else {
  await pipeline(Readable.from(unparsed()), out);
}
