import { adapted, adaptive } from '../context/adaptive';
import { bitHistories, initialProbability, NEXT } from '../context/bit-history';
import { combine } from '../context/hash';
import { RUN_BYTE, RUN_LENGTH, Slots } from '../context/slots';
import { STRETCHED } from '../context/tables';
import { Trail } from '../context/trail';
import { allocate } from '../memory/arena';

/** Inputs that a context gives to the mixer: its history's stretched probability, its confidence, its run. */
export const INPUTS_PER_CONTEXT = 3;

/** Bytes of the record of a context, and where in it is what. */
const RECORD: usize = 32;
const HASH: usize = 0;
const SLOT: usize = 4;
const ENTRY: usize = 8;
const RUNS: usize = 12;
const LINE: usize = 16;
const FIRST_SLOT: usize = 20;
const MAP: usize = 24;
const RUN_MAP: usize = 28;

const HISTORIES: usize = 256;
/** Runs of 1, 2 .. are told apart up to this. */
const MAX_RUN: u32 = 15;
const RUN_ENTRIES: usize = 16 * 2;

/** Probabilities of 22 bits to the 12 that STRETCHED is indexed by. */
const TO_TABLE: u32 = 20;

export class ContextSet {
  private readonly records: usize;
  private readonly hashes: usize;
  private readonly maps: usize;
  private readonly runs: usize;
  private readonly slots: Slots;
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
        store<u32>(map + ((<usize>s) << 2), adaptive(initialProbability(s), 0));
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

  /** Finds the slots of the first nibble for the hashes that the families wrote. */
  beginByte(): void {
    const slots = this.slots;
    let hash = this.hashes;
    let touched: u32 = 0;
    const end = this.records + <usize>this.size * RECORD;
    // All lines are asked for before any is needed: the accesses to memory overlap.
    for (let r = this.records; r < end; r += RECORD, hash += 4) {
      const h = load<u32>(hash);
      const line = slots.line(h);
      store<u32>(r, h, HASH);
      store<u32>(r, u32(line), LINE);
      touched += load<u8>(line);
    }
    this.sink = touched;
    let known = 0;
    for (let r = this.records; r < end; r += RECORD) {
      const slot = slots.find(load<u32>(r, LINE), load<u32>(r, HASH));
      store<u32>(r, u32(slot), SLOT);
      store<u32>(r, u32(slot), FIRST_SLOT);
      known += i32(load<u8>(slot, 1) != 0);
    }
    this.known = known;
    this.node = 1;
  }

  /** Finds the slots of the second nibble: in the same page as the first's, so that its address is at hand. */
  private beginNibble(): void {
    const slots = this.slots;
    const nibble = u32(this.trail.partial);
    const end = this.records + <usize>this.size * RECORD;
    let touched: u32 = 0;
    for (let r = this.records; r < end; r += RECORD) {
      const h = combine(load<u32>(r, HASH), nibble);
      const line = slots.sibling(load<u32>(r, LINE), h);
      store<u32>(r, h, HASH);
      store<u32>(r, u32(line), LINE);
      touched += load<u8>(line);
    }
    this.sink = touched;
    let known = 0;
    for (let r = this.records; r < end; r += RECORD) {
      const slot = slots.find(load<u32>(r, LINE), load<u32>(r, HASH));
      store<u32>(r, u32(slot), SLOT);
      known += i32(load<u8>(slot, 1) != 0);
    }
    this.known = known;
    this.node = 1;
  }

  /** Writes INPUTS_PER_CONTEXT inputs for each context to x. */
  predict(x: usize): void {
    const node = this.node;
    const bits = this.trail.bits;
    // The run's byte must agree with the bits so far: compared behind a leading one, shifted to the same length.
    const partial = u32(this.trail.partial);
    const end = this.records + <usize>this.size * RECORD;
    for (let r = this.records; r < end; r += RECORD, x += 12) {
      const state = <usize>load<u8>(<usize>load<u32>(r, SLOT) + node);
      const entry = <usize>load<u32>(r, MAP) + (state << 2);
      store<u32>(r, u32(entry), ENTRY);
      if (state == 0) {
        store<f32>(x, 0);
        store<f32>(x, 0, 4);
      } else {
        const p = load<u32>(entry) >> TO_TABLE;
        store<f32>(x, load<f32>(STRETCHED + (<usize>p << 2)));
        store<f32>(x, (f32(i32(p)) - 2048) * (1.0 / 512.0), 4);
      }
      const first = <usize>load<u32>(r, FIRST_SLOT);
      const length = u32(load<u8>(first, RUN_LENGTH));
      const byte = u32(load<u8>(first, RUN_BYTE)) | 256;
      if (length > 0 && byte >> (8 - bits) == partial) {
        const bit = (byte >> (7 - bits)) & 1;
        const run = <usize>load<u32>(r, RUN_MAP) + (<usize>(min(length, MAX_RUN) * 2 + bit) << 2);
        store<u32>(r, u32(run), RUNS);
        store<f32>(x, load<f32>(STRETCHED + (<usize>(load<u32>(run) >> TO_TABLE) << 2)), 8);
      } else {
        store<u32>(r, 0, RUNS);
        store<f32>(x, 0, 8);
      }
    }
  }

  /** Learns a bit, before the trail takes it. */
  learn(bit: i32): void {
    const node = this.node;
    const limit = this.limit;
    const end = this.records + <usize>this.size * RECORD;
    for (let r = this.records; r < end; r += RECORD) {
      const entry = <usize>load<u32>(r, ENTRY);
      store<u32>(entry, adapted(load<u32>(entry), bit, limit));
      const history = <usize>load<u32>(r, SLOT) + node;
      store<u8>(history, load<u8>(NEXT + ((<usize>load<u8>(history)) << 1) + bit));
      const run = <usize>load<u32>(r, RUNS);
      if (run != 0) store<u32>(run, adapted(load<u32>(run), bit, limit));
    }
    this.node = (node << 1) | bit;
  }

  /** Call once the trail has taken the bit, unless that ended the byte. */
  advance(): void {
    if (this.trail.bits == 4) this.beginNibble();
  }

  /** Learns what byte came. */
  endByte(byte: u32): void {
    const end = this.records + <usize>this.size * RECORD;
    for (let r = this.records; r < end; r += RECORD) {
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
