import { counter } from './counter';
import { updateCounterFour, centred, flagged, gather, scatter, stretchedFour } from './counter-four';
import { bitHistories, certain, initialProbability, NEXT } from './bit-history';
import { combine } from './hash';
import { RUN_BYTE, RUN_LENGTH, Slots } from './slots';
import { History } from './history';
import { allocate } from '../memory/arena';

/**
 * Inputs that a context gives to the mixer: what its bit history and its run say, stretched; and once more what the
 * history says, not stretched, while it has seen but one of the bits: such contexts are trusted otherwise (-0.35 %).
 */
export const INPUTS_PER_CONTEXT = 3;

/**
 * Contexts are worked on four at a time. The record of four, fields of four u32 each: their hashes and lines; the slots
 * of the first nibble and of the one at hand; the bytes that their runs expect behind a leading 1 (0 = none), the parts
 * of the maps of runs for their lengths, and the entries in use.
 */
const RECORD: usize = 112;
const HASH: usize = 0;
const LINE: usize = 16;
const FIRST_SLOT: usize = 32;
const SLOT: usize = 48;
const EXPECTED: usize = 64;
const RUN_ROW: usize = 80;
const RUN_ENTRY: usize = 96;

const HISTORIES: usize = 256;
const MAP_BYTES: usize = HISTORIES * 4;
/** Runs of 1, 2 .. are told apart up to this. */
const MAX_RUN: u32 = 15;
const RUN_ENTRIES: usize = 16 * 2;

/** Stands for the entry of a run where none expects the bits so far. */
const NONE = memory.data(16, 16);

export class ContextMap {
  /** Contexts, with those that fill up the last four: they know the bits so far and nothing else. */
  readonly size: i32;
  private readonly records: usize;
  private readonly end: usize;
  private readonly hashes: usize;
  private readonly maps: usize;
  private readonly runs: usize;
  private readonly slots!: Slots;
  private node: usize = 1;
  /** How many contexts knew their slot when the nibble began. */
  known: i32 = 0;

  constructor(
    private readonly history: History,
    contexts: i32,
    bits: i32,
    private readonly limit: u32,
  ) {
    const size = (contexts + 3) & ~3;
    this.size = size;
    this.records = allocate((<usize>size >> 2) * RECORD);
    this.end = this.records + (<usize>size >> 2) * RECORD;
    this.hashes = allocate(<usize>size * 4);
    this.maps = allocate(<usize>size * MAP_BYTES);
    this.runs = allocate(<usize>size * RUN_ENTRIES * 4);
    this.slots = new Slots(bits);
  }

  /** Where models write the hashes of their contexts. */
  get hashTable(): usize {
    return this.hashes;
  }

  initialise(): void {
    for (let i = 0; i < this.size; i++) {
      const map = this.maps + <usize>i * MAP_BYTES;
      for (let s = 0; s < bitHistories(); s++) {
        store<u32>(map + ((<usize>s) << 2), counter(initialProbability(s), 6) | certain(s));
      }
      const runs = this.runs + <usize>i * RUN_ENTRIES * 4;
      for (let r: usize = 0; r < RUN_ENTRIES; r++) {
        store<u32>(runs + (r << 2), counter(r & 1 ? 49152 : 16384, 0));
      }
    }
  }

  /** Takes the hashes that the models wrote, and asks for the lines of their slots. */
  beginByte(): void {
    const slots = this.slots;
    let hash = this.hashes;
    // All lines are asked for before any is needed: the accesses to memory overlap.
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4, hash += 4) {
        const h = load<u32>(hash);
        const line = slots.line(h);
        store<u32>(r + k, h, HASH);
        store<u32>(r + k, u32(line), LINE);
        slots.ask(line);
      }
    }
  }

  /** Asks for the lines of the second nibble: in the same text as the first's, so that its address is at hand. */
  beginNibble(): void {
    const slots = this.slots;
    const nibble = u32(this.history.partial);
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4) {
        const h = combine(load<u32>(r + k, HASH), nibble);
        const line = slots.sibling(load<u32>(r + k, LINE), h);
        store<u32>(r + k, h, HASH);
        store<u32>(r + k, u32(line), LINE);
        slots.ask(line);
      }
    }
  }

  /** Finds the slots in the lines that were asked for; at the begin of a byte, reads what came last in its contexts. */
  private find(begins: bool): void {
    const slots = this.slots;
    let known = 0;
    let runs = u32(this.runs);
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4, runs += u32(RUN_ENTRIES) * 4) {
        const slot = slots.find(load<u32>(r + k, LINE), load<u32>(r + k, HASH));
        store<u32>(r + k, u32(slot), SLOT);
        known += i32(load<u8>(slot, 1) != 0);
        if (!begins) continue;
        store<u32>(r + k, u32(slot), FIRST_SLOT);
        const length = u32(load<u8>(slot, RUN_LENGTH));
        store<u32>(r + k, length > 0 ? u32(load<u8>(slot, RUN_BYTE)) | 256 : 0, EXPECTED);
        store<u32>(r + k, runs + (min(length, MAX_RUN) << 3), RUN_ROW);
      }
    }
    this.known = known;
    this.node = 1;
  }

  /** How many of the contexts from .. to know their slot; call when a nibble begins. */
  knownOf(from: i32, to: i32): i32 {
    let known = 0;
    for (let i = from; i < to; i++) {
      const record = this.records + (<usize>i >> 2) * RECORD + ((<usize>i & 3) << 2);
      known += i32(load<u8>(<usize>load<u32>(record, SLOT), 1) != 0);
    }
    return known;
  }

  /** Finds the slots of a nibble that begins; writes INPUTS_PER_CONTEXT inputs for each context to x. */
  predict(x: usize): void {
    this.find(this.history.bits == 0);
    const shift = 8 - this.history.bits;
    const partial = i32x4.splat(this.history.partial);
    let maps = this.maps;
    for (let r = this.records; r < this.end; r += RECORD, x += 48, maps += 4 * MAP_BYTES) {
      speak(r, maps, 1, shift, partial, x);
    }
  }

  /** Learns a bit within a nibble, which the history has taken, and predicts the next. */
  proceed(bit: i32, x: usize): void {
    const node = this.node;
    const next = (node << 1) | <usize>bit;
    const shift = 8 - this.history.bits;
    const partial = i32x4.splat(this.history.partial);
    const limit = i32x4.splat(this.limit);
    let maps = this.maps;
    for (let r = this.records; r < this.end; r += RECORD, x += 48, maps += 4 * MAP_BYTES) {
      hear(r, maps, node, bit, limit);
      speak(r, maps, next, shift, partial, x);
    }
    this.node = next;
  }

  /** Learns the last bit of a nibble. */
  learn(bit: i32): void {
    const limit = i32x4.splat(this.limit);
    let maps = this.maps;
    for (let r = this.records; r < this.end; r += RECORD, maps += 4 * MAP_BYTES) {
      hear(r, maps, this.node, bit, limit);
    }
  }

  /** Learns what byte came. */
  endByte(byte: u32): void {
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4) {
        const slot = <usize>load<u32>(r + k, FIRST_SLOT);
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
}

/** What the four contexts of record r say about the next bit, whose node is `node`: three vectors of inputs at x. */
// @ts-ignore: decorator
@inline function speak(r: usize, maps: usize, node: usize, shift: i32, partial: v128, x: usize): void {
  const histories = gather(
    entry(r, 0, maps, node),
    entry(r, 1, maps, node),
    entry(r, 2, maps, node),
    entry(r, 3, maps, node),
  );
  v128.store(x, stretchedFour(histories));
  v128.store(x, v128.and(centred(histories), flagged(histories)), 32);
  const expected = v128.load(r, EXPECTED);
  const agrees = i32x4.eq(i32x4.shr_u(expected, shift), partial);
  const bit = v128.and(i32x4.shr_u(expected, shift - 1), i32x4.splat(1));
  const row = i32x4.add(v128.load(r, RUN_ROW), i32x4.shl(bit, 2));
  const entries = v128.bitselect(row, i32x4.splat(i32(NONE)), agrees);
  v128.store(r, entries, RUN_ENTRY);
  const runs = gather(
    i32x4.extract_lane(entries, 0),
    i32x4.extract_lane(entries, 1),
    i32x4.extract_lane(entries, 2),
    i32x4.extract_lane(entries, 3),
  );
  v128.store(x, v128.and(stretchedFour(runs), agrees), 16);
}

/** Lets the four contexts of record r learn the bit that came at `node`. */
// @ts-ignore: decorator
@inline function hear(r: usize, maps: usize, node: usize, bit: i32, limit: v128): void {
  const e0 = entry(r, 0, maps, node);
  const e1 = entry(r, 1, maps, node);
  const e2 = entry(r, 2, maps, node);
  const e3 = entry(r, 3, maps, node);
  scatter(e0, e1, e2, e3, updateCounterFour(gather(e0, e1, e2, e3), bit, limit));
  remember(r, 0, node, bit);
  remember(r, 1, node, bit);
  remember(r, 2, node, bit);
  remember(r, 3, node, bit);
  const r0 = <usize>load<u32>(r, RUN_ENTRY);
  const r1 = <usize>load<u32>(r, RUN_ENTRY + 4);
  const r2 = <usize>load<u32>(r, RUN_ENTRY + 8);
  const r3 = <usize>load<u32>(r, RUN_ENTRY + 12);
  scatter(r0, r1, r2, r3, updateCounterFour(gather(r0, r1, r2, r3), bit, limit));
}

/** Where context k's map holds what its history at `node` is worth. */
// @ts-ignore: decorator
@inline function entry(r: usize, k: usize, maps: usize, node: usize): usize {
  const state = <usize>load<u8>(<usize>load<u32>(r + (k << 2), SLOT) + node);
  return maps + k * MAP_BYTES + (state << 2);
}

// @ts-ignore: decorator
@inline function remember(r: usize, k: usize, node: usize, bit: i32): void {
  const history = <usize>load<u32>(r + (k << 2), SLOT) + node;
  store<u8>(history, load<u8>(NEXT + ((<usize>load<u8>(history)) << 1) + bit));
}
