/**
 * Bit histories: what followed in a context, in a byte. A bit history is a state that stands for how many zeros and ones there
 * were, roughly, and which came last. The idea is that of Mahoney's PAQ (2002 to 2006): a bit after many of its opposite
 * takes most of those away, since the newest behaviour is the best guide. The first four bits are kept exactly. The table
 * is made by the rules below when the codec starts. The numbers in them were searched for: to take little away at the
 * first contradiction and much at the next is worth 0.2 % on wiki text, 0.3 % on prose.
 */

/** Bits kept exactly. */
const EXACT = 4;

/** Largest count of the more frequent bit, by the count of the less frequent one. */
const BOUNDS = memory.data<u8>([41, 40, 12, 6, 4]);
const MOST_MINOR = 4;

/** State after `bit`: NEXT[2 state + bit]. State 0: nothing was seen. */
export const NEXT = memory.data(512, 16);

/** Bits that a state stands for, by which slots are replaced: PRIORITY[state]. */
export const PRIORITY = memory.data(256, 16);

/** P(bit = 1) with which a state begins in a state map, in 2^-16. */
const INITIAL = memory.data(512, 16);

/** State of (n0, n1, last bit), 0 where there is none. */
const numbers = memory.data(64 * 64 * 2, 16);

/** Zeros and ones of a state. */
const zerosOf = memory.data(256);
const onesOf = memory.data(256);

let count = 0;

export function initialProbability(state: i32): u32 {
  return load<u16>(INITIAL + ((<usize>state) << 1));
}

/** 1 where only one of the bits was seen, else 0. */
export function deterministic(state: i32): u32 {
  return u32((load<u8>(zerosOf + state) == 0) != (load<u8>(onesOf + state) == 0));
}

/** States in use. */
export function bitHistories(): i32 {
  return count;
}

/** What is left of n bits after one opposite bit, the first one or another. */
function kept(n: i32, again: bool): i32 {
  if (!again) return n < 6 ? n : 5 + (n - 2) / 4;
  return n < 2 ? n : n < 3 ? 1 : n < 5 ? 2 : n < 6 ? 3 : 4;
}

function bounded(n0: i32, n1: i32): bool {
  const minor = min(n0, n1);
  return minor <= MOST_MINOR && max(n0, n1) <= i32(load<u8>(BOUNDS + minor));
}

function number(n0: i32, n1: i32, last: i32): usize {
  return numbers + ((n0 * 64 + n1) * 2 + last);
}

/** Adds a state; returns its number. */
function addState(n0: i32, n1: i32): i32 {
  const state = count++;
  store<u8>(zerosOf + state, u8(n0));
  store<u8>(onesOf + state, u8(n1));
  store<u8>(PRIORITY + state, u8(n0 + n1));
  // Krichevsky-Trofimov with a smaller prior: contexts are more often deterministic than not.
  store<u16>(
    INITIAL + ((<usize>state) << 1),
    u16(((f32(n1) + 0.4) / (f32(n0 + n1) + 0.8)) * 65535),
  );
  return state;
}

/** The state of counts after `bit`, which is added if there is none yet. */
function nextState(state: i32, bit: i32): i32 {
  let zeros = i32(load<u8>(zerosOf + state));
  let ones = i32(load<u8>(onesOf + state));
  if (bit == 1) {
    zeros = kept(zeros, ones > 0);
    ones++;
  } else {
    ones = kept(ones, zeros > 0);
    zeros++;
  }
  while (!bounded(zeros, ones)) {
    if (zeros > ones) zeros--;
    else ones--;
  }
  const at = number(zeros, ones, bit);
  if (load<u8>(at) == 0) store<u8>(at, u8(addState(zeros, ones)));
  return load<u8>(at);
}

/** Makes the tables, the same every time. */
export function makeBitHistories(): void {
  count = 0;
  memory.fill(numbers, 0, 64 * 64 * 2);
  // Exact histories: state 2^n - 1 + (the n bits as a number).
  for (let n = 0; n <= EXACT; n++) {
    for (let bits = 0; bits < 1 << n; bits++) {
      const ones = popcnt(bits);
      const state = addState(n - ones, ones);
      // So few bits have no other state than the exact one: the last of those with equal counts and last bit.
      if (n > 0) store<u8>(number(n - ones, ones, bits & 1), u8(state));
    }
  }
  const exact = (1 << EXACT) - 1;
  for (let state = 0; state < count; state++) {
    for (let bit = 0; bit < 2; bit++) {
      const next = state < exact ? 2 * state + 1 + bit : nextState(state, bit);
      store<u8>(NEXT + 2 * state + bit, u8(next));
    }
  }
}
