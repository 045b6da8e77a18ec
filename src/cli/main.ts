#!/usr/bin/env node
/** The command `foresay`. */
import { statusUnderLimit } from './address-space.js';
import { describe } from './failure.js';
import { complain } from './io/descriptor.js';
import { run } from './run.js';

/** An error outside of the work on a file, such as one of a worker's message, ends the command with one line too. */
function fail(error: unknown): never {
  const { message, code } = describe(error);
  complain(`${message} [${code}]`);
  process.exit(1);
}

process.on('uncaughtException', fail);
process.on('beforeExit', () => fail('the work stopped before its end')); // nothing is left to wait for

// Nothing is pending that matters; a pipe that is never closed must not hold the process.
const args = process.argv.slice(2);
process.exit((await statusUnderLimit(args)) ?? (await run(args)));
