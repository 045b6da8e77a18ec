#!/usr/bin/env node
/** The command `foresay`: runs the arguments of this process and ends it with an exit status. */
import { describe } from './failure.js';
import { statusUnderLimit } from './process/address-space.js';
import { printError } from './report/printable.js';
import { run } from './run.js';

/** Errors that no file's work caught, such as one in a worker's message handler, also print one line. */
function fail(error: unknown): never {
  const { message, code } = describe(error);
  printError(`${message} [${code}]`);
  process.exit(1);
}

process.on('uncaughtException', fail);
// The event loop is empty although run() has not returned: an awaited event can no longer happen.
process.on('beforeExit', () => fail('internal error: the event loop ended before the work'));

// An explicit exit, since an open pipe on standard input would keep the process alive.
const args = process.argv.slice(2);
process.exit((await statusUnderLimit(args)) ?? (await run(args)));
