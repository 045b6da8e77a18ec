import {
  bitHistories,
  initialProbability,
  makeBitHistories,
  NEXT,
  PRIORITY,
} from '../context/bit-history';
import { counter, stretched, updateCounter } from '../context/counter';
import { centred, flagged, stretchedFour, updateCounterFour } from '../context/counter-four';
import { History } from '../context/history';
import { Slots } from '../context/slots';
import { makeTables } from '../context/stretch-table';
import { MatchModel } from '../experts/match-model';

/** What contexts keep, piece by piece. Things are opened between release and commit (arrays.ts). */

/** Makes all tables; returns how many bit histories there are. */
export function makeHistories(): i32 {
  makeTables();
  makeBitHistories();
  return bitHistories();
}

export function nextHistory(state: i32, bit: i32): i32 {
  return load<u8>(NEXT + ((<usize>state) << 1) + bit);
}

export function bitsSeen(state: i32): i32 {
  return load<u8>(PRIORITY + state);
}

export function firstProbability(state: i32): u32 {
  return initialProbability(state);
}

/** Entries of counter probabilities. */
export function adaptiveEntry(p16: u32, n: u32): u32 {
  return counter(p16, n);
}

export function adaptEntry(entry: u32, bit: i32, limit: u32): u32 {
  return updateCounter(entry, bit, limit);
}

export function stretchEntry(entry: u32): f32 {
  return stretched(entry);
}

/** The four entries at p after `bit` came. */
export function adaptFour(p: usize, bit: i32, limit: i32): void {
  v128.store(p, updateCounterFour(v128.load(p), bit, i32x4.splat(limit)));
}

/** What the four entries at p say, to x: stretched, centred, and all bits where the flag is set. */
export function hearFour(p: usize, x: usize): void {
  const entries = v128.load(p);
  v128.store(x, stretchedFour(entries));
  v128.store(x, centred(entries), 16);
  v128.store(x, flagged(entries), 32);
}

let slots: Slots | null = null;

/** 2^bits lines of slots. */
export function openSlots(bits: i32): void {
  slots = new Slots(bits);
}

export function slotLine(hash: u32): usize {
  return slots!.line(hash);
}

export function slotSibling(line: usize, hash: u32): usize {
  return slots!.sibling(line, hash);
}

export function findSlot(line: usize, hash: u32): usize {
  return slots!.find(line, hash);
}

let history: History | null = null;
let match: MatchModel | null = null;

/** A match of `least` bytes at least, over a history of at most `bytes`. */
export function openMatch(bytes: i32, least: i32): void {
  history = new History(bytes);
  match = new MatchModel(history!, least, 12);
}

export function startMatch(): void {
  makeHistories();
  history!.initialise();
  match!.initialise();
  match!.beginByte();
}

/** The byte that the match expects, -1 = none. */
export function expectedByte(): i32 {
  return i32(match!.expected) - (match!.expected != 0 ? 256 : 1);
}

/** Eight bits through the match; returns how much its first input was for them, summed. */
export function passByte(byte: i32, inputs: usize): f32 {
  let agreed: f32 = 0;
  for (let i = 7; i >= 0; i--) {
    const bit = (byte >> i) & 1;
    match!.predict(inputs);
    agreed += bit == 1 ? load<f32>(inputs) : -load<f32>(inputs);
    match!.learn(bit);
    history!.push(bit);
  }
  history!.endByte();
  match!.beginByte();
  return agreed;
}
