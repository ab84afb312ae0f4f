#!/usr/bin/env node
/** The command `rollcall`. Older Node must be able to load this file in order to be told that it is too old. */
import { RollcallError } from '../shared/errors.ts';
import { errorSentence } from '../shared/messages/messages.ts';

if (Number.parseInt(process.versions.node, 10) < 24) {
  const tooOld = new RollcallError('NODE_TOO_OLD', { version: process.version });
  process.stderr.write(`${errorSentence(tooOld, 'en')}\n`);
  process.exit(1);
}

const { runCommand } = await import('./cli/run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2));
