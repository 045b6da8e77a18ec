/** The caller's dictionary, and whether it is the one that a frame was made with. */
import { alphabetOf, union } from '../archive/alphabet.js';
import { Checksum, checksumText } from '../archive/checksum.js';
import type { FrameHeader } from '../archive/frame-header.js';
import { type Dictionary, NO_DICTIONARY } from '../codec/dictionary.js';
import { inPieces } from '../codec/slices.js';
import { ForesayError } from '../errors.js';
import { Pace } from './pace.js';

/** A dictionary and the checksum by which archives name it. */
export interface NamedDictionary extends Dictionary {
  readonly checksum: bigint;
}

/** Copies the caller's bytes and reads through them. loadChecksum() must have resolved. */
export async function nameDictionary(
  given: Uint8Array | undefined,
): Promise<NamedDictionary | undefined> {
  if (!given) return undefined;
  // To post a view to a worker is to post all of its buffer.
  const bytes = given.slice();
  const sum = new Checksum();
  let alphabet: Uint8Array = new Uint8Array(32);
  const pace = new Pace();
  for (const { piece } of inPieces(bytes)) {
    sum.update(piece);
    alphabet = union(alphabet, alphabetOf(piece));
    if (pace.tired) await pace.rest();
  }
  return { bytes, alphabet, checksum: sum.digest() };
}

/** What the models of the frame learn first. Throws DICTIONARY_REQUIRED or DICTIONARY_MISMATCH. */
export function dictionaryFor(
  { dictionary: wanted }: FrameHeader,
  given: NamedDictionary | undefined,
): Dictionary {
  // A frame that was made without one needs none, whatever there is for others.
  if (wanted === undefined) return NO_DICTIONARY;
  if (given?.checksum === wanted) return given;
  const name = `a dictionary of XXH64 ${checksumText(wanted)}`;
  throw given
    ? new ForesayError(
        'DICTIONARY_MISMATCH',
        `the archive needs ${name}; the one given has ${checksumText(given.checksum)}`,
      )
    : new ForesayError('DICTIONARY_REQUIRED', `the archive needs ${name} (option dictionary, -D)`);
}
