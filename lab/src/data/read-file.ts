import { readFileSync } from 'node:fs';

/** The bytes of a file. The system's error names the path, also where the system does not (a folder). */
export function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
}
