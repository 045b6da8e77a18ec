/** NUMERICS.md, section 14: the bits that followed in a context, as a state of one byte. */
import { f } from './float32.js';

const MOST = [41, 40, 12, 6, 4];
const EXACT = 4;

/** What is left of a count n when the opposite bit comes, for the first time or again. */
function kept(n: number, again: boolean): number {
  if (!again) return n < 6 ? n : 5 + Math.floor((n - 2) / 4);
  if (n < 3) return Math.min(n, 1);
  return n < 5 ? 2 : n < 6 ? 3 : 4;
}

/** The counts of zeros and ones, and the bits of an exact history. */
interface State {
  readonly counts: readonly [number, number];
  readonly exact: string | null;
}

const states: State[] = [];
/** The state for counts and a last bit. */
const numbers = new Map<string, number>();

const isBounded = (a: number, b: number): boolean => Math.max(a, b) <= (MOST[Math.min(a, b)] ?? -1);

for (let n = 0; n <= EXACT; n++)
  for (let bits = 0; bits < 2 ** n; bits++) {
    const exact = n === 0 ? '' : bits.toString(2).padStart(n, '0');
    const ones = exact.replaceAll('0', '').length;
    // Of exact histories with the same counts and last bit, the last one has the number.
    numbers.set(`${n - ones} ${ones} ${bits & 1}`, states.length);
    states.push({ counts: [n - ones, ones], exact });
  }

function follow({ counts, exact }: State, bit: number): number {
  if (exact !== null && exact.length < EXACT)
    return states.findIndex((state) => state.exact === exact + bit);
  let [zeros, ones] =
    bit === 1
      ? [kept(counts[0], counts[1] > 0), counts[1] + 1]
      : [counts[0] + 1, kept(counts[1], counts[0] > 0)];
  while (!isBounded(zeros, ones))
    if (zeros > ones) zeros--;
    else ones--;
  const key = `${zeros} ${ones} ${bit}`;
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, states.length);
  states.push({ counts: [zeros, ones], exact: null });
  return states.length - 1;
}

/** The state after a bit, for each state; those that are new are appended. */
export const NEXT: (readonly [number, number])[] = [];
for (const state of states) NEXT.push([follow(state, 0), follow(state, 1)]);

/** n0 + n1. */
export const WEIGHT = states.map(({ counts: [zeros, ones] }) => zeros + ones);

/** Whether exactly one of n0 and n1 is 0. */
export const DETERMINISTIC = states.map(
  ({ counts: [zeros, ones] }) => (zeros === 0) !== (ones === 0),
);

/** The first probability of a state, in units of 2^-16. */
export const INITIAL = states.map(({ counts: [zeros, ones] }) => {
  const p = f(f(ones + f(0.4)) / f(zeros + ones + f(0.8)));
  return Math.floor(f(p * 65535));
});
