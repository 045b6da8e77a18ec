/** NUMERICS.md, section 14: what a context remembers of the bits that followed it. */
import { f } from './float32.js';

const MOST = [40, 24, 10, 7, 6, 5];

/** How many of n bits are left when the opposite bit comes. */
function kept(n: number): number {
  if (n < 1) return 0;
  if (n < 3) return 1;
  if (n < 6) return 2;
  return n < 15 ? 3 : 4;
}

/** The counts of zeros and ones, and the last bit; the first three bits as they came. */
interface State {
  readonly counts: readonly [number, number];
  readonly exact: string | null;
  readonly key: string;
}

const states: State[] = [];
const numbers = new Map<string, number>();

const isBounded = (a: number, b: number): boolean => Math.max(a, b) <= (MOST[Math.min(a, b)] ?? -1);

function add(counts: readonly [number, number], exact: string | null, last: number): void {
  const key = `${counts} ${last}`;
  // Of exact histories that look alike, the last stands for them.
  numbers.set(key, states.length);
  states.push({ counts, exact, key });
}

for (let n = 0; n <= 3; n++)
  for (let bits = 0; bits < 2 ** n; bits++) {
    const exact = n === 0 ? '' : bits.toString(2).padStart(n, '0');
    const ones = exact.replaceAll('0', '').length;
    add([n - ones, ones], exact, bits & 1);
  }
for (let zeros = 0; zeros <= 40; zeros++)
  for (let ones = 0; ones <= 40; ones++)
    if (zeros + ones > 3 && isBounded(zeros, ones)) {
      if (zeros > 0) add([zeros, ones], null, 0);
      if (ones > 0) add([zeros, ones], null, 1);
    }

function follow({ counts, exact }: State, bit: number): number {
  if (exact !== null && exact.length < 3)
    return states.findIndex((state) => state.exact === exact + bit);
  let [zeros, ones] =
    bit === 1 ? [kept(counts[0]), counts[1] + 1] : [counts[0] + 1, kept(counts[1])];
  while (!isBounded(zeros, ones))
    if (zeros > ones) zeros--;
    else ones--;
  return numbers.get(`${[zeros, ones]} ${bit}`) as number;
}

/** The state after a bit, for each state. */
export const NEXT = states.map((state) => [follow(state, 0), follow(state, 1)] as const);

/** How many bits a state stands for. */
export const SEEN = states.map(({ counts: [zeros, ones] }) => zeros + ones);

/** P(1) of a state, in units of 2^-16, before anything is known of it. */
export const INITIAL = states.map(({ counts: [zeros, ones] }) => {
  const p = f(f(ones + f(0.4)) / f(zeros + ones + f(0.8)));
  return Math.floor(f(p * 65535));
});
