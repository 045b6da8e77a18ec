/** The caller's dictionary, and its comparison with the one that a frame needs. */
import { alphabetOf, union } from '../archive/alphabet.js';
import { Checksum, checksumText } from '../archive/checksum.js';
import type { FrameHeader } from '../archive/frame-header.js';
import { inPieces } from '../bytes/stepwise.js';
import { type Dictionary, NO_DICTIONARY } from '../codec/dictionary.js';
import { ForesayError } from '../errors.js';
import { Turns } from './turns.js';

/** A dictionary and its XXH64 checksum, which identifies it in archives. */
export interface NamedDictionary extends Dictionary {
  readonly checksum: bigint;
}

/** Copies the caller's bytes and computes their checksum and alphabet. loadChecksum() must have resolved. */
export async function nameDictionary(
  given: Uint8Array | undefined,
): Promise<NamedDictionary | undefined> {
  if (!given) return undefined;
  // A copy: postMessage() of a view clones the whole buffer.
  const bytes = given.slice();
  const sum = new Checksum();
  let alphabet: Uint8Array = new Uint8Array(32);
  const turns = new Turns();
  for (const { piece } of inPieces(bytes)) {
    sum.update(piece);
    alphabet = union(alphabet, alphabetOf(piece));
    if (turns.due) await turns.next();
  }
  return { bytes, alphabet, checksum: sum.digest() };
}

/** The dictionary of the frame. Throws DICTIONARY_REQUIRED or DICTIONARY_MISMATCH. */
export function dictionaryFor(
  { dictionary: needed }: FrameHeader,
  given: NamedDictionary | undefined,
): Dictionary {
  // One archive may hold frames with and without a dictionary.
  if (needed === undefined) return NO_DICTIONARY;
  if (given?.checksum === needed) return given;
  const name = `a dictionary of XXH64 ${checksumText(needed)}`;
  throw given
    ? new ForesayError(
        'DICTIONARY_MISMATCH',
        `the archive needs ${name}; the one given has ${checksumText(given.checksum)}`,
      )
    : new ForesayError('DICTIONARY_REQUIRED', `the archive needs ${name} (option dictionary, -D)`);
}
