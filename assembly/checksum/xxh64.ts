import { OWN_SCRATCH } from '../numeric/multiply';

/**
 * XXH64 with seed 0 (the xxHash specification, "XXH64 algorithm description") of bytes that are added in pieces. The host
 * stores the state of each checksum and copies it to the module for one call, so one instance serves any number of
 * checksums.
 */

/** Bytes of a stripe: a 64-bit word for each of four lanes. */
const STRIPE: usize = 32;

/**
 * Layout of a state: the four lanes; at COUNT the number of bytes so far, u64; at REST the bytes behind the last whole
 * stripe. The state before the first byte is all zeros.
 */
const COUNT: usize = 32;
const REST: usize = 40;

/** Offset of the piece. */
const PIECE: usize = 128;

/** Scratch memory of multiply, free between two calls. A buffer of its own would count in the memory of every block. */
const STATE = OWN_SCRATCH;

const P1: u64 = 0x9e3779b185ebca87;
const P2: u64 = 0xc2b2ae3d27d4eb4f;
const P3: u64 = 0x165667b19e3779f9;
const P4: u64 = 0x85ebca77c2b2ae63;
const P5: u64 = 0x27d4eb2f165667c5;

/** Address of the state: the host writes it before a call, and reads it after checksumUpdate. */
export function checksumState(): usize {
  return STATE;
}

/** Address at which the host writes a piece of at most 2^14 bytes. */
export function checksumPiece(): usize {
  return STATE + PIECE;
}

/** Adds the first `length` bytes of the piece. */
export function checksumUpdate(length: i32): void {
  const count = load<u64>(STATE, COUNT);
  let at = STATE + PIECE;
  const end = at + <usize>length;
  if (count == 0) {
    store<u64>(STATE, P1 + P2);
    store<u64>(STATE, P2, 8);
    store<u64>(STATE, 0, 16);
    store<u64>(STATE, 0 - P1, 24);
  }
  store<u64>(STATE, count + <u64>length, COUNT);
  const kept = <usize>count & (STRIPE - 1);
  if (kept > 0) {
    const taken = min<usize>(STRIPE - kept, <usize>length);
    memory.copy(STATE + REST + kept, at, taken);
    at += taken;
    if (kept + taken < STRIPE) return;
    addStripes(STATE + REST, STATE + REST + STRIPE);
  }
  const whole = (end - at) & ~(STRIPE - 1);
  addStripes(at, at + whole);
  at += whole;
  memory.copy(STATE + REST, at, end - at);
}

function addStripes(at: usize, end: usize): void {
  let a = load<u64>(STATE);
  let b = load<u64>(STATE, 8);
  let c = load<u64>(STATE, 16);
  let d = load<u64>(STATE, 24);
  for (; at < end; at += STRIPE) {
    a = round(a, load<u64>(at));
    b = round(b, load<u64>(at, 8));
    c = round(c, load<u64>(at, 16));
    d = round(d, load<u64>(at, 24));
  }
  store<u64>(STATE, a);
  store<u64>(STATE, b, 8);
  store<u64>(STATE, c, 16);
  store<u64>(STATE, d, 24);
}

function round(lane: u64, word: u64): u64 {
  return rotl(lane + word * P2, 31) * P1;
}

/** The checksum of the bytes so far; the state stays as it is. */
export function checksumDigest(): u64 {
  const count = load<u64>(STATE, COUNT);
  let h = P5;
  if (count >= <u64>STRIPE) {
    const a = load<u64>(STATE);
    const b = load<u64>(STATE, 8);
    const c = load<u64>(STATE, 16);
    const d = load<u64>(STATE, 24);
    h = rotl(a, 1) + rotl(b, 7) + rotl(c, 12) + rotl(d, 18);
    h = merged(merged(merged(merged(h, a), b), c), d);
  }
  h += count;
  let at = STATE + REST;
  const end = at + (<usize>count & (STRIPE - 1));
  for (; at + 8 <= end; at += 8) h = rotl(h ^ round(0, load<u64>(at)), 27) * P1 + P4;
  if (at + 4 <= end) {
    h = rotl(h ^ (<u64>load<u32>(at) * P1), 23) * P2 + P3;
    at += 4;
  }
  for (; at < end; at++) h = rotl(h ^ (<u64>load<u8>(at) * P5), 11) * P1;
  h = (h ^ (h >> 33)) * P2;
  h = (h ^ (h >> 29)) * P3;
  return h ^ (h >> 32);
}

function merged(h: u64, lane: u64): u64 {
  return (h ^ round(0, lane)) * P1 + P4;
}
