/** How symbols are written in a file. */
import { LabError } from '../errors.js';

/** `text`: a character a symbol. `bytes`: a byte a symbol, of its number. `bits`: eight binary symbols a byte, first highest. */
export type SymbolFormat = 'text' | 'bytes' | 'bits';

export const SYMBOL_FORMATS: readonly SymbolFormat[] = ['text', 'bytes', 'bits'];

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Characters for the symbols of a source: the first letters, or those given. Throws LabError if they do not fit. */
export function alphabetFor(alphabetSize: number, given: string | undefined): string {
  if (given === undefined) {
    if (alphabetSize > LETTERS.length)
      throw new LabError(
        `${alphabetSize} symbols are too many for text: give --alphabet or --format bytes`,
      );
    return LETTERS.slice(0, alphabetSize);
  }
  if (given.length !== alphabetSize)
    throw new LabError(
      `--alphabet: '${given}' has ${given.length} characters, not ${alphabetSize}`,
    );
  if (!/^[\x20-\x7e]*$/.test(given))
    throw new LabError('--alphabet: only printable ASCII characters are possible');
  if (new Set(given).size < given.length)
    throw new LabError(`--alphabet: '${given}' names a character twice`);
  return given;
}
