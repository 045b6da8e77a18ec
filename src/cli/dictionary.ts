/** The file that -D names. */
import { readFile, stat } from 'node:fs/promises';
import { MAX_DICTIONARY_LENGTH } from '../engine/dictionary.js';
import { FileError } from './failure.js';

/** Its bytes, if one was given; rejects with FileError when it cannot be read or cannot be a dictionary. */
export async function readDictionary(path: string | undefined): Promise<Uint8Array | undefined> {
  if (path === undefined) return undefined;
  // Asked first, so that a huge file is not read to learn that it is huge. Pipes say 0.
  const { size } = await stat(path).catch(refuse(path));
  const bytes = size > MAX_DICTIONARY_LENGTH ? undefined : await readFile(path).catch(refuse(path));
  if (!bytes || bytes.length > MAX_DICTIONARY_LENGTH)
    throw new FileError(path, 'is longer than a dictionary can be, 64 MiB');
  if (bytes.length === 0) throw new FileError(path, 'is empty, which is no dictionary');
  return bytes;
}

function refuse(path: string): (error: unknown) => never {
  return (error) => {
    throw FileError.from(path, error);
  };
}
