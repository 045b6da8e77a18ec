/** Text that is safe to print on a terminal. */
import { STDERR, writeText } from '../io/descriptor.js';

/** Replaces control characters, which a terminal may obey, and lone surrogates by `?`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '?');
}

/** Characters that JSON.stringify() leaves unescaped and a terminal may obey: C1 controls and direction marks. */
const UNESCAPED = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value as one line of JSON without characters that a terminal may obey. JSON.parse() gives back the same value. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Prints `foresay: text` as one line on standard error. */
export function printError(text: string): void {
  writeText(STDERR, `foresay: ${printable(text)}\n`);
}
