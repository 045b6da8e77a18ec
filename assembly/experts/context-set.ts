import { adapted, adaptive, stretched, upper } from '../context/adaptive';
import { bitHistories, CERTAIN, initialProbability, NEXT } from '../context/bit-history';
import { combine } from '../context/hash';
import { RUN_BYTE, RUN_LENGTH, Slots } from '../context/slots';
import { Trail } from '../context/trail';
import { allocate } from '../memory/arena';

/**
 * Inputs that a context gives to the mixer: what its bit history and its run say, stretched; and once more what the
 * history says, not stretched, while it has seen but one of the bits: such contexts are trusted otherwise (-0.35 %).
 */
export const INPUTS_PER_CONTEXT = 3;

/**
 * The record of a context: its hash and line; the slots of the first nibble and of the one at hand; the map of its
 * histories and the entry in use; the byte that its run expects behind a leading 1 (0 = none), the part of the map of
 * runs for its length, and the entry in use (0 = none).
 */
const RECORD: usize = 40;
const HASH: usize = 0;
const LINE: usize = 4;
const FIRST_SLOT: usize = 8;
const SLOT: usize = 12;
const MAP: usize = 16;
const ENTRY: usize = 20;
const EXPECTED: usize = 24;
const RUN_MAP: usize = 28;
const RUN_ROW: usize = 32;
const RUN_ENTRY: usize = 36;

const HISTORIES: usize = 256;
/** Runs of 1, 2 .. are told apart up to this. */
const MAX_RUN: u32 = 15;
const RUN_ENTRIES: usize = 16 * 2;

export class ContextSet {
  private readonly records: usize;
  private readonly end: usize;
  private readonly hashes: usize;
  private readonly maps: usize;
  private readonly runs: usize;
  private readonly slots!: Slots;
  private node: usize = 1;
  /** How many contexts knew their slot when the nibble began. */
  known: i32 = 0;
  private sink: u32 = 0;

  constructor(
    private readonly trail: Trail,
    readonly size: i32,
    bits: i32,
    private readonly limit: u32,
  ) {
    this.records = allocate(<usize>size * RECORD);
    this.end = this.records + <usize>size * RECORD;
    this.hashes = allocate(<usize>size * 4);
    this.maps = allocate(<usize>size * HISTORIES * 4);
    this.runs = allocate(<usize>size * RUN_ENTRIES * 4);
    this.slots = new Slots(bits);
  }

  /** Where families write the hashes of their contexts. */
  get hashTable(): usize {
    return this.hashes;
  }

  initialise(): void {
    for (let i = 0; i < this.size; i++) {
      const map = this.maps + <usize>i * HISTORIES * 4;
      for (let s = 0; s < bitHistories(); s++) {
        store<u32>(map + ((<usize>s) << 2), adaptive(initialProbability(s), 6));
      }
      const runs = this.runs + <usize>i * RUN_ENTRIES * 4;
      for (let r: usize = 0; r < RUN_ENTRIES; r++) {
        store<u32>(runs + (r << 2), adaptive(r & 1 ? 49152 : 16384, 0));
      }
      const record = this.records + <usize>i * RECORD;
      store<u32>(record + MAP, u32(map));
      store<u32>(record + RUN_MAP, u32(runs));
    }
  }

  /** Takes the hashes that the families wrote, and asks for the lines of their slots. */
  beginByte(): void {
    const slots = this.slots;
    let hash = this.hashes;
    let touched: u32 = 0;
    // All lines are asked for before any is needed: the accesses to memory overlap.
    for (let r = this.records; r < this.end; r += RECORD, hash += 4) {
      const h = load<u32>(hash);
      const line = slots.line(h);
      store<u32>(r, h, HASH);
      store<u32>(r, u32(line), LINE);
      touched += load<u8>(line);
    }
    this.sink = touched;
  }

  /** Asks for the lines of the second nibble: in the same page as the first's, so that its address is at hand. */
  beginNibble(): void {
    const slots = this.slots;
    const nibble = u32(this.trail.partial);
    let touched: u32 = 0;
    for (let r = this.records; r < this.end; r += RECORD) {
      const h = combine(load<u32>(r, HASH), nibble);
      const line = slots.sibling(load<u32>(r, LINE), h);
      store<u32>(r, h, HASH);
      store<u32>(r, u32(line), LINE);
      touched += load<u8>(line);
    }
    this.sink = touched;
  }

  /** Finds the slots in the lines that were asked for; at the begin of a byte, reads what came last in its contexts. */
  private find(begins: bool): void {
    const slots = this.slots;
    let known = 0;
    for (let r = this.records; r < this.end; r += RECORD) {
      const slot = slots.find(load<u32>(r, LINE), load<u32>(r, HASH));
      store<u32>(r, u32(slot), SLOT);
      known += i32(load<u8>(slot, 1) != 0);
      if (!begins) continue;
      store<u32>(r, u32(slot), FIRST_SLOT);
      const length = u32(load<u8>(slot, RUN_LENGTH));
      store<u32>(r, length > 0 ? u32(load<u8>(slot, RUN_BYTE)) | 256 : 0, EXPECTED);
      store<u32>(r, load<u32>(r, RUN_MAP) + (min(length, MAX_RUN) << 3), RUN_ROW);
    }
    this.known = known;
    this.node = 1;
  }

  /** How many of the contexts from .. to know their slot; call when a nibble begins. */
  knownOf(from: i32, to: i32): i32 {
    let known = 0;
    for (let i = from; i < to; i++) {
      known += i32(load<u8>(<usize>load<u32>(this.records + <usize>i * RECORD, SLOT), 1) != 0);
    }
    return known;
  }

  /** Finds the slots of a nibble that begins; writes INPUTS_PER_CONTEXT inputs for each context to x. */
  predict(x: usize): void {
    this.find(this.trail.bits == 0);
    const shift = 8 - this.trail.bits;
    const partial = u32(this.trail.partial);
    for (let r = this.records; r < this.end; r += RECORD, x += 12) {
      speak(r, 1, shift, partial, x);
    }
  }

  /** Learns a bit within a nibble, which the trail has taken, and predicts the next. */
  proceed(bit: i32, x: usize): void {
    const node = this.node;
    const next = (node << 1) | <usize>bit;
    const shift = 8 - this.trail.bits;
    const partial = u32(this.trail.partial);
    const limit = this.limit;
    for (let r = this.records; r < this.end; r += RECORD, x += 12) {
      hear(r, node, bit, limit);
      speak(r, next, shift, partial, x);
    }
    this.node = next;
  }

  /** Learns the last bit of a nibble. */
  learn(bit: i32): void {
    const limit = this.limit;
    for (let r = this.records; r < this.end; r += RECORD) hear(r, this.node, bit, limit);
  }

  /** Learns what byte came. */
  endByte(byte: u32): void {
    for (let r = this.records; r < this.end; r += RECORD) {
      const slot = <usize>load<u32>(r, FIRST_SLOT);
      const length = load<u8>(slot, RUN_LENGTH);
      if (length > 0 && load<u8>(slot, RUN_BYTE) == byte) {
        if (length < 255) store<u8>(slot, length + 1, RUN_LENGTH);
      } else {
        store<u8>(slot, 1, RUN_LENGTH);
        store<u8>(slot, u8(byte), RUN_BYTE);
      }
    }
  }
}

/** What the context of record r says about the next bit, whose node is `node`: three inputs at x. */
// @ts-ignore: decorator
@inline function speak(r: usize, node: usize, shift: u32, partial: u32, x: usize): void {
  const state = <usize>load<u8>(<usize>load<u32>(r, SLOT) + node);
  const entry = <usize>load<u32>(r, MAP) + (state << 2);
  store<u32>(r, u32(entry), ENTRY);
  const history = load<u32>(entry);
  store<f32>(x, stretched(history));
  store<f32>(x, f32(upper(history) - 2048) * load<f32>(CERTAIN + (state << 2)), 8);
  const expected = load<u32>(r, EXPECTED);
  if (expected >> shift == partial) {
    const bit = (expected >> (shift - 1)) & 1;
    const run = <usize>(load<u32>(r, RUN_ROW) + (bit << 2));
    store<u32>(r, u32(run), RUN_ENTRY);
    store<f32>(x, stretched(load<u32>(run)), 4);
  } else {
    store<u32>(r, 0, RUN_ENTRY);
    store<f32>(x, 0, 4);
  }
}

/** Lets the context of record r learn the bit that came at `node`. */
// @ts-ignore: decorator
@inline function hear(r: usize, node: usize, bit: i32, limit: u32): void {
  const entry = <usize>load<u32>(r, ENTRY);
  store<u32>(entry, adapted(load<u32>(entry), bit, limit));
  const history = <usize>load<u32>(r, SLOT) + node;
  store<u8>(history, load<u8>(NEXT + ((<usize>load<u8>(history)) << 1) + bit));
  const run = <usize>load<u32>(r, RUN_ENTRY);
  if (run != 0) store<u32>(run, adapted(load<u32>(run), bit, limit));
}
