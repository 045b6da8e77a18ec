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
import { makeStretchTable } from '../context/stretch-table';
import { MatchModel } from '../experts/match-model';

/** Counters, bit histories, slots and a match model by themselves, opened between release and commit (arrays.ts). */

/** Makes all tables; returns how many bit histories there are. */
export function makeContextTables(): i32 {
  makeStretchTable();
  makeBitHistories();
  return bitHistories();
}

export function nextHistory(state: i32, bit: i32): i32 {
  return load<u8>(NEXT + ((<usize>state) << 1) + bit);
}

export function bitsSeen(state: i32): i32 {
  return load<u8>(PRIORITY + state);
}

export function initialProbabilityOf(state: i32): u32 {
  return initialProbability(state);
}

/** Counters. */
export function counterEntry(p16: u32, n: u32): u32 {
  return counter(p16, n);
}

export function updateEntry(entry: u32, bit: i32, limit: u32): u32 {
  return updateCounter(entry, bit, limit);
}

export function stretchEntry(entry: u32): f32 {
  return stretched(entry);
}

/** Updates the four counters at p. */
export function updateFour(p: usize, bit: i32, limit: i32): void {
  v128.store(p, updateCounterFour(v128.load(p), bit, i32x4.splat(limit)));
}

/** The probabilities of the four counters at p, to x: stretched, centred, and all bits where the flag is set. */
export function stretchFour(p: usize, x: usize): void {
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

/** A match model of a least length, over a history of at most so many bytes. */
export function openMatch(bytes: i32, least: i32): void {
  history = new History(bytes);
  match = new MatchModel(history!, least, 12);
}

export function startMatch(): void {
  makeContextTables();
  history!.initialise();
  match!.initialise();
  match!.prepare();
}

/** The byte that the match predicts, -1 = none. */
export function expectedByte(): i32 {
  return i32(match!.expected) - (match!.expected != 0 ? 256 : 1);
}

/** Predicts and updates with the byte's eight bits; returns the sum of the first input, counted towards the bits. */
export function takeByte(byte: i32, inputs: usize): f32 {
  let agreed: f32 = 0;
  for (let i = 7; i >= 0; i--) {
    const bit = (byte >> i) & 1;
    match!.predict(inputs);
    agreed += bit == 1 ? load<f32>(inputs) : -load<f32>(inputs);
    match!.update(bit);
    history!.push(bit);
  }
  history!.endByte();
  match!.prepare();
  return agreed;
}
