/** NUMERICS.md, section 21: what chooses a mixer's row of weights. */
import type { Contexts } from './contexts.js';
import type { Match } from './match.js';
import type { Trail } from './trail.js';

/** Letter, digit, space, other. */
function kind(byte: number): number {
  const letter = byte | 32;
  if ((letter >= 97 && letter <= 122) || byte > 127) return 0;
  if (byte >= 48 && byte <= 57) return 1;
  return byte === 32 || byte === 10 ? 2 : 3;
}

/** The row that a member of `select` chooses for the next bit. */
export function rowOf(
  selector: number,
  trail: Trail,
  contexts: Contexts,
  match: Match | undefined,
): number {
  const { bits } = trail;
  const lastKinds = [1, 2, 3, 4].map((n) => kind(trail.back(n)));
  switch (selector) {
    case 0:
      return 0;
    case 1:
      return trail.partial;
    case 2:
      return trail.back(1);
    case 3:
      return trail.back(2);
    case 4:
      return (match?.lengthClass ?? 0) * 8 + bits;
    case 5:
      return Math.min(63, contexts.known) * 8 + bits;
    case 6:
      return ((match?.expected ?? 0) & 255) * 8 + bits;
    case 7:
      return lastKinds.reduce((row, one) => 4 * row + one);
    case 8:
      return trail.back(3);
    default:
      throw new Error(`selector ${selector} is not written`);
  }
}
