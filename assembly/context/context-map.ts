import { counter } from './counter';
import { updateCounterFour, centred, flagged, gather, scatter, stretchedFour } from './counter-four';
import { bitHistories, deterministic, initialProbability, NEXT } from './bit-history';
import { combine } from './hash';
import { RUN_BYTE, RUN_LENGTH, Slots } from './slots';
import { History } from './history';
import { allocate } from '../memory/arena';

/**
 * Inputs that a context gives to the mixer: its bit history and its run, both stretched; and, while the bit history has seen
 * only one of the bits, its probability once more, not stretched (-0.35 %).
 */
export const INPUTS_PER_CONTEXT = 3;

/** The first input of a context; its others follow at a distance of four, behind those of the three contexts beside it. */
export function firstInput(context: i32): i32 {
  return (context >> 2) * 4 * INPUTS_PER_CONTEXT + (context & 3);
}

/**
 * Contexts are worked on four at a time. The record of four, fields of four u32 each: their hashes and lines; their slots
 * of the first nibble and of this one; the bytes that their runs predict behind a leading 1 (0 = none), the parts of the
 * run maps for their lengths, and the run maps' entries in use.
 */
const RECORD: usize = 112;
const HASH: usize = 0;
const LINE: usize = 16;
const FIRST_SLOT: usize = 32;
const SLOT: usize = 48;
const EXPECTED: usize = 64;
const RUN_ROW: usize = 80;
const RUN_ENTRY: usize = 96;

/** Bytes of a state map: a counter for each bit history. */
const MAP_BYTES: usize = 256 * 4;
/** Run lengths 1, 2 .. have run map entries of their own up to this. */
const MAX_RUN: u32 = 15;
/** Counters of a run map: by run length and predicted bit. */
const RUN_ENTRIES: usize = 16 * 2;

/** In place of a run map's entry where the run's byte does not begin with the bits so far. */
const NONE = memory.data(16, 16);

/**
 * The bit histories and runs of hashed contexts, what they are worth (a state map and a run map for each context), and the
 * inputs for the mixer that follow.
 */
export class ContextMap {
  /** Contexts, a multiple of four. Those that fill up the last four have the hash 0: the bits so far alone. */
  readonly size: i32;
  private readonly records: usize;
  private readonly end: usize;
  private readonly hashes: usize;
  private readonly stateMaps: usize;
  private readonly runMaps: usize;
  private readonly slots!: Slots;
  /** The nibble's bits so far behind a leading 1: the index of a bit history in a slot. */
  private node: usize = 1;
  /** The bit that predict is to update with. */
  private bit: i32 = 0;
  /** How many contexts had a bit history when the nibble began. */
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
    this.stateMaps = allocate(<usize>size * MAP_BYTES);
    this.runMaps = allocate(<usize>size * RUN_ENTRIES * 4);
    this.slots = new Slots(bits);
  }

  /** Where the hashes of the next byte's contexts are to be written, u32 each. */
  get hashTable(): usize {
    return this.hashes;
  }

  initialise(): void {
    for (let i = 0; i < this.size; i++) {
      const map = this.stateMaps + <usize>i * MAP_BYTES;
      for (let s = 0; s < bitHistories(); s++) {
        store<u32>(map + ((<usize>s) << 2), counter(initialProbability(s), 6) | deterministic(s));
      }
      const runs = this.runMaps + <usize>i * RUN_ENTRIES * 4;
      for (let r: usize = 0; r < RUN_ENTRIES; r++) {
        store<u32>(runs + (r << 2), counter(r & 1 ? 49152 : 16384, 0));
      }
    }
  }

  /** Takes the hashes of the next byte's contexts, and prefetches the lines of their slots. */
  beginByte(): void {
    const slots = this.slots;
    let hash = this.hashes;
    // All lines are prefetched before any is used: the accesses to memory overlap.
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4, hash += 4) {
        const h = load<u32>(hash);
        const line = slots.line(h);
        store<u32>(r + k, h, HASH);
        store<u32>(r + k, u32(line), LINE);
        slots.prefetch(line);
      }
    }
  }

  /** Prefetches the lines of the second nibble: in the pages of the first nibble's, whose addresses are translated. */
  beginNibble(): void {
    const slots = this.slots;
    const nibble = u32(this.history.partial);
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4) {
        const h = combine(load<u32>(r + k, HASH), nibble);
        const line = slots.sibling(load<u32>(r + k, LINE), h);
        store<u32>(r + k, h, HASH);
        store<u32>(r + k, u32(line), LINE);
        slots.prefetch(line);
      }
    }
  }

  /** Finds the slots in the prefetched lines. `first`: of the first nibble, which also has the runs. */
  private find(first: bool): void {
    const slots = this.slots;
    let known = 0;
    let runMap = u32(this.runMaps);
    for (let r = this.records; r < this.end; r += RECORD) {
      for (let k: usize = 0; k < 16; k += 4, runMap += u32(RUN_ENTRIES) * 4) {
        const slot = slots.find(load<u32>(r + k, LINE), load<u32>(r + k, HASH));
        store<u32>(r + k, u32(slot), SLOT);
        known += i32(load<u8>(slot, 1) != 0);
        if (!first) continue;
        store<u32>(r + k, u32(slot), FIRST_SLOT);
        const length = u32(load<u8>(slot, RUN_LENGTH));
        store<u32>(r + k, length > 0 ? u32(load<u8>(slot, RUN_BYTE)) | 256 : 0, EXPECTED);
        store<u32>(r + k, runMap + (min(length, MAX_RUN) << 3), RUN_ROW);
      }
    }
    this.known = known;
    this.node = 1;
  }

  /** How many of the contexts from .. to - 1 have a bit history. Call at the begin of a nibble, after predict. */
  knownOf(from: i32, to: i32): i32 {
    let known = 0;
    for (let i = from; i < to; i++) {
      const record = this.records + (<usize>i >> 2) * RECORD + ((<usize>i & 3) << 2);
      known += i32(load<u8>(<usize>load<u32>(record, SLOT), 1) != 0);
    }
    return known;
  }

  // [path 4]
  /** Writes INPUTS_PER_CONTEXT inputs for each context to x, for the next bit. */
  predict(x: usize): void {
    if ((this.history.bits & 3) == 0) this.predictFirst(x);
    else this.updateAndPredict(x);
  }

  /** The first bit of a nibble: finds its slots. */
  private predictFirst(x: usize): void {
    this.find(this.history.bits == 0);
    const shift = 8 - this.history.bits;
    const partial = i32x4.splat(this.history.partial);
    let maps = this.stateMaps;
    for (let r = this.records; r < this.end; r += RECORD, x += 48, maps += 4 * MAP_BYTES) {
      predictFour(r, maps, 1, shift, partial, x);
    }
  }

  /** Another bit of a nibble: updates with the bit before and predicts, in one pass over the records. */
  private updateAndPredict(x: usize): void {
    const bit = this.bit;
    const node = this.node;
    const next = (node << 1) | <usize>bit;
    const shift = 8 - this.history.bits;
    const partial = i32x4.splat(this.history.partial);
    const limit = i32x4.splat(this.limit);
    let maps = this.stateMaps;
    for (let r = this.records; r < this.end; r += RECORD, x += 48, maps += 4 * MAP_BYTES) {
      updateFour(r, maps, node, bit, limit);
      predictFour(r, maps, next, shift, partial, x);
    }
    this.node = next;
  }

  /** Takes the bit that the history took. Within a nibble the update waits for predict. */
  update(bit: i32): void {
    this.bit = bit;
    if ((this.history.bits & 3) != 0) return;
    const limit = i32x4.splat(this.limit);
    let maps = this.stateMaps;
    for (let r = this.records; r < this.end; r += RECORD, maps += 4 * MAP_BYTES) {
      updateFour(r, maps, this.node, bit, limit);
    }
  }

  /** Takes the byte: updates the runs. */
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

/** The inputs of the four contexts of record r for the bit at `node`: three vectors at x. */
// @ts-ignore: decorator
@inline function predictFour(r: usize, maps: usize, node: usize, shift: i32, partial: v128, x: usize): void {
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

/** Updates the four contexts of record r with the bit at `node`. */
// @ts-ignore: decorator
@inline function updateFour(r: usize, maps: usize, node: usize, bit: i32, limit: v128): void {
  const e0 = entry(r, 0, maps, node);
  const e1 = entry(r, 1, maps, node);
  const e2 = entry(r, 2, maps, node);
  const e3 = entry(r, 3, maps, node);
  scatter(e0, e1, e2, e3, updateCounterFour(gather(e0, e1, e2, e3), bit, limit));
  updateHistory(r, 0, node, bit);
  updateHistory(r, 1, node, bit);
  updateHistory(r, 2, node, bit);
  updateHistory(r, 3, node, bit);
  const r0 = <usize>load<u32>(r, RUN_ENTRY);
  const r1 = <usize>load<u32>(r, RUN_ENTRY + 4);
  const r2 = <usize>load<u32>(r, RUN_ENTRY + 8);
  const r3 = <usize>load<u32>(r, RUN_ENTRY + 12);
  scatter(r0, r1, r2, r3, updateCounterFour(gather(r0, r1, r2, r3), bit, limit));
}

/** Address of the entry in context k's state map for its bit history at `node`. */
// @ts-ignore: decorator
@inline function entry(r: usize, k: usize, maps: usize, node: usize): usize {
  const state = <usize>load<u8>(<usize>load<u32>(r + (k << 2), SLOT) + node);
  return maps + k * MAP_BYTES + (state << 2);
}

/** Updates context k's bit history at `node`. */
// @ts-ignore: decorator
@inline function updateHistory(r: usize, k: usize, node: usize, bit: i32): void {
  const history = <usize>load<u32>(r + (k << 2), SLOT) + node;
  store<u8>(history, load<u8>(NEXT + ((<usize>load<u8>(history)) << 1) + bit));
}
