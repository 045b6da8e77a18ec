import { readFileSync, statSync } from 'node:fs';
import { LabError } from '../errors.js';

/** Bytes that Node reads at once. */
const MAX_BYTES = 2 ** 31 - 1;

/**
 * The bytes of a file. Throws LabError above MAX_BYTES. The system's error names the path, also where the system does not (a
 * folder).
 */
export function readFile(path: string): Buffer {
  try {
    if (statSync(path).size <= MAX_BYTES) return readFileSync(path);
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
  throw new LabError(`${path}: the file has more than ${MAX_BYTES} bytes`);
}
