/**
 * What a context remembers of the bits that followed it, in one byte: a state that stands for how many zeros and ones
 * there were, roughly, and which came last. The idea is that of Mahoney's PAQ (2002 to 2006): a bit that contradicts
 * many of its opposite makes most of those forgotten, since the newest behaviour is the best guide. The first three
 * bits are remembered exactly. The table is made by the rules below when the codec starts.
 */

/** Bits remembered exactly. */
const EXACT = 3;

/** Largest count of the more frequent bit, by the count of the less frequent one. */
const BOUNDS = memory.data<u8>([40, 24, 10, 7, 6, 5]);
const MOST_MINOR = 5;

/** What is left of a count when its opposite comes. */
const KEPT = memory.data<u8>([
  0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
  4, 4, 4, 4, 4, 4, 4, 4,
]);

/** State after `bit`: NEXT[2 state + bit]. State 0: nothing was seen. */
export const NEXT = memory.data(512, 16);

/** How much a state has seen, for the choice of what to forget: PRIORITY[state]. */
export const PRIORITY = memory.data(256, 16);

/** P(bit = 1) of a state that no experience tells about, in 2^-16. */
const INITIAL = memory.data(512, 16);

/** State of (n0, n1, last bit), 0 where there is none. */
const numbers = memory.data(64 * 64 * 2, 16);

let count = 0;

export function initialProbability(state: i32): u32 {
  return load<u16>(INITIAL + ((<usize>state) << 1));
}

function describe(state: i32, n0: i32, n1: i32): void {
  store<u8>(PRIORITY + state, u8(n0 + n1));
  // Krichevsky-Trofimov with a smaller prior: contexts are more often deterministic than not.
  store<u16>(
    INITIAL + ((<usize>state) << 1),
    u16(((f32(n1) + 0.4) / (f32(n0 + n1) + 0.8)) * 65535),
  );
}

function bounded(n0: i32, n1: i32): bool {
  const minor = min(n0, n1);
  return minor <= MOST_MINOR && max(n0, n1) <= i32(load<u8>(BOUNDS + minor));
}

function number(n0: i32, n1: i32, last: i32): usize {
  return numbers + ((n0 * 64 + n1) * 2 + last);
}

function link(state: i32, bit: i32, n0: i32, n1: i32): void {
  let ones = n1;
  let zeros = n0;
  if (bit == 1) {
    ones++;
    zeros = load<u8>(KEPT + zeros);
  } else {
    zeros++;
    ones = load<u8>(KEPT + ones);
  }
  while (!bounded(zeros, ones)) {
    if (zeros > ones) zeros--;
    else ones--;
  }
  store<u8>(NEXT + ((<usize>state) << 1) + bit, load<u8>(number(zeros, ones, bit)));
}

/** Makes the tables; the same every time. */
export function makeBitHistories(): void {
  // Exact histories: state 2^n - 1 + (the n bits as a number).
  count = 0;
  for (let n = 0; n <= EXACT; n++) {
    for (let bits = 0; bits < 1 << n; bits++) {
      const ones = popcnt(bits);
      describe(count, n - ones, ones);
      if (n < EXACT) {
        for (let bit = 0; bit < 2; bit++) {
          const next: i32 = (2 << n) - 1 + 2 * bits + bit;
          store<u8>(NEXT + 2 * count + bit, u8(next));
        }
      }
      count++;
    }
  }
  const first = count;
  for (let n0 = 0; n0 <= 40; n0++) {
    for (let n1 = 0; n1 <= 40; n1++) {
      if (n0 + n1 <= EXACT || !bounded(n0, n1)) continue;
      for (let last = 0; last < 2; last++) {
        // Nothing but the one bit was seen: it was the last.
        if (n0 == 0 && last == 0) continue;
        if (n1 == 0 && last == 1) continue;
        describe(count, n0, n1);
        store<u8>(number(n0, n1, last), u8(count++));
      }
    }
  }
  // Counts that are too few to have a state of their own stand for the exact history with the last bit last.
  for (let n = 1; n <= EXACT; n++) {
    for (let bits = 0; bits < 1 << n; bits++) {
      const ones = popcnt(bits);
      const state: i32 = (1 << n) - 1 + bits;
      store<u8>(number(n - ones, ones, bits & 1), u8(state));
    }
  }
  for (let bits = 0; bits < 1 << EXACT; bits++) {
    const ones = popcnt(bits);
    for (let bit = 0; bit < 2; bit++) link((1 << EXACT) - 1 + bits, bit, EXACT - ones, ones);
  }
  let state = first;
  for (let n0 = 0; n0 <= 40; n0++) {
    for (let n1 = 0; n1 <= 40; n1++) {
      if (n0 + n1 <= EXACT || !bounded(n0, n1)) continue;
      for (let last = 0; last < 2; last++) {
        if (n0 == 0 && last == 0) continue;
        if (n1 == 0 && last == 1) continue;
        for (let bit = 0; bit < 2; bit++) link(state, bit, n0, n1);
        state++;
      }
    }
  }
}

/** States in use. */
export function bitHistories(): i32 {
  return count;
}
