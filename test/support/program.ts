/** Programs of the system that tests use where they are installed. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of the first of these names that is on the PATH, or undefined. */
export function findProgram(names: readonly string[]): string | undefined {
  const { PATH = '' } = process.env;
  const folders = PATH.split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
