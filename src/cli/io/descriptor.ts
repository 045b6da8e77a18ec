/** Plain writes to the process's own file descriptors. */
import { fstatSync, readSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { FileError, printable, systemCode } from '../failure.js';
import { dieOf } from '../signals.js';

export const STDIN = 0;
export const STDOUT = 1;
export const STDERR = 2;

/** How long to wait before a descriptor that was not ready is tried again. */
export const PATIENCE_MS = 5;

/**
 * Writes text at once. A reader of standard output that went away ends the process as it ends other filters; one of
 * standard error is passed over. Any other failure is thrown as a FileError.
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

/** Says one line on standard error. */
export function complain(text: string): void {
  writeText(STDERR, `foresay: ${printable(text)}\n`);
}

/** Another process that shares the descriptor made it non-blocking: wait for room. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PATIENCE_MS);
}

/**
 * Whether a descriptor was closed when the process began. Node then opens /dev/null in its place, for reading and
 * writing. Shells, and Node for the input of its children, open /dev/null for one of the two, which tells them apart: a
 * descriptor for reading refuses to be written to, and one for writing to be read. Programs that hand over /dev/null
 * opened for both (Python's DEVNULL, Node for the output of its children, daemon(3)) cannot be told from a closed
 * descriptor: neither mode, offset, flags nor times differ. So this is asked only where data would be lost. Text is not:
 * a program that runs `foresay -t` for its status may give it such a /dev/null, and must not be told of a failure.
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
    return false; // a platform that knows no such device
  }
}
