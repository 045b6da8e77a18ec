/** Plain writes to the process's own file descriptors. */
import { writeSync } from 'node:fs';
import { FileError, systemCode } from './failure.js';
import { dieOf } from './signals.js';

export const STDOUT = 1;
export const STDERR = 2;

const PATIENCE_MS = 5;

/**
 * Writes text at once. A reader of standard output that went away ends the process as it ends other filters; one of
 * standard error is nobody to tell. Any other failure is thrown as a FileError.
 */
export function writeText(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (systemCode(error) === 'EAGAIN') pause();
      else if (descriptor === STDERR) return;
      else if (systemCode(error) === 'EPIPE') dieOf('SIGPIPE');
      else throw FileError.from('(stdout)', error);
    }
  }
}

/** Somebody who shares the descriptor made it non-blocking: wait for room. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
}
