/** Text to compress, made up of words as they come. */
import { Random } from './random.js';

const WORDS =
  'a and as at be but by for from he her his in is it not of on or she that the they this to was we were with you'.split(
    ' ',
  );

/** `length` bytes of text, the same for the same seed. */
export function words(seed: number, length: number): Buffer {
  const random = new Random(seed);
  const text: string[] = [];
  for (let size = 0; size < length; ) {
    const word = `${random.pick(WORDS)}${random.below(12) === 0 ? '.\n' : ' '}`;
    text.push(word);
    size += word.length;
  }
  return Buffer.from(text.join('')).subarray(0, length);
}
