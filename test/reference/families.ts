/** NUMERICS.md, section 17: which contexts the next byte stands in. */
import { SPEC_FIELDS } from '#dist/spec/fields.js';
import { combine, membersOf, type Trail } from './trail.js';

/** Hashes of the contexts, asked for once after each byte and once before the first. */
export type Family = () => number[];

export function orders(trail: Trail, set: number): Family {
  const lengths = membersOf(set).map((member) => Number(SPEC_FIELDS.contexts.members[member]));
  return () =>
    lengths.map((length) => {
      let hash = 0;
      for (let n = 1; n <= length; n++) hash = combine(hash, trail.back(n));
      return combine(hash, length);
    });
}

const isLetter = (byte: number) => (byte >= 97 && byte <= 122) || byte > 127;

export function words(trail: Trail, set: number): Family {
  const members = membersOf(set);
  let word = 0;
  /** The words before it, the newest first. */
  let [word1, word2, word3] = [0, 0, 0];
  let gap = 0;
  let firstWord = 0;
  let column = 0;
  /** Where the byte above is, and where this line began; 0 = unknown. */
  let [above, lineStart] = [0, 0];

  const read = (byte: number): void => {
    const letter = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if (isLetter(letter)) {
      word = combine((word + 1) >>> 0, letter);
    } else {
      if (word !== 0) {
        if (firstWord === 0) firstWord = word;
        [word1, word2, word3, word, gap] = [word, word1, word2, 0, 0];
      }
      gap = combine(gap, byte);
    }
    if (above !== 0) above++;
    column++;
    if (byte === 10) {
      [above, lineStart] = [lineStart, trail.count];
      column = 0;
      firstWord = 0;
    }
  };

  const hash = (member: number): number => {
    const [c1, c2] = [trail.back(1), trail.back(2)];
    const here = combine(word, gap);
    const byteAbove = above !== 0 ? (trail.bytes[above] as number) : 0;
    const chain = (...values: number[]) => values.reduce(combine);
    switch (member) {
      case 0:
        return chain(here, c1);
      case 1:
        return chain(here, word1);
      case 2:
        return chain(here, word1, word2);
      case 3:
        return chain(here, word2);
      case 4:
        return chain(here, word1, word2, word3);
      case 5:
        return chain(word, c1, c2);
      case 6:
        return chain(byteAbove, column, c1);
      case 7:
        return chain(here, firstWord, 1);
      case 8:
        return chain(here, word3, 2);
      default:
        return chain(byteAbove, c1, c2);
    }
  };

  return () => {
    read(trail.back(1));
    return members.map((member) => combine(hash(member), 0x100 + member));
  };
}
