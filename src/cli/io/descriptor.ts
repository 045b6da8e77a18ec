/** The standard descriptors of the process. */
import { fstatSync, readSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { FileError, systemCode } from '../failure.js';
import { exitBySignal } from '../process/signals.js';

export const STDIN = 0;
export const STDOUT = 1;
export const STDERR = 2;

/** Names of standard input and output in messages and reports. */
export const STDIN_LABEL = '(stdin)';
export const STDOUT_LABEL = '(stdout)';

/** Milliseconds before another try on a non-blocking descriptor that was not ready. */
export const RETRY_MS = 5;

/**
 * Writes text synchronously. On standard output a closed pipe ends the process by SIGPIPE, as with other filters, and
 * other errors are thrown as FileError. On standard error all errors are ignored.
 */
export function writeText(descriptor: typeof STDOUT | typeof STDERR, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (systemCode(error) === 'EAGAIN') sleep(RETRY_MS);
      else if (descriptor === STDERR) return;
      else if (systemCode(error) === 'EPIPE') exitBySignal('SIGPIPE');
      else throw FileError.from(STDOUT_LABEL, error);
    }
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/**
 * Whether a descriptor was closed when the process began. Node replaces a closed descriptor by /dev/null, opened for
 * reading and writing. Shells open /dev/null either for reading or for writing, and so does Node for the input of a
 * child process; those descriptors refuse the other access. Some programs hand over a /dev/null that is open for both
 * (Python's DEVNULL, Node for the output of a child process, daemon(3)). It cannot be distinguished from a closed
 * descriptor: mode, offset, flags and times are the same. So this check is made only where data would be lost. It is not
 * made for text: a program that needs only the exit status of `foresay -t` may pass such a /dev/null.
 */
export function wasClosed(descriptor: typeof STDIN | typeof STDOUT): boolean {
  if (!isNullDevice(descriptor)) return false;
  try {
    if (descriptor === STDIN) writeSync(STDIN, new Uint8Array(0));
    else readSync(STDOUT, new Uint8Array(1));
    return true;
  } catch {
    return false;
  }
}

function isNullDevice(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev === statSync(devNull).rdev;
  } catch {
    return false; // the platform has no such device
  }
}
