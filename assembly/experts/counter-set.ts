import { combine, GOLDEN } from '../context/hash';
import { STRETCHED } from '../context/tables';
import { Trail } from '../context/trail';
import { allocate } from '../memory/arena';
import { Voice } from './voice';

/**
 * A slot: two bytes of the hash by which it is known, and a counter for each of the nibble's 15 nodes; two slots a line
 * of the processor's cache. A counter holds P(bit = 1) in its upper 12 bits and how many bits it has seen in the lower 4.
 */
const SLOT_BYTES: usize = 32;
const LINE_BITS = 6;

const INDEX: u32 = 0x85ebca6b;

/** A fresh counter. */
const HALF: u32 = 0x8000;

/** Bits seen are counted up to this. */
const MOST_SEEN: u32 = 15;

/** Bytes of a context's record: the hash of the first nibble, then of the second; the address of its slot. */
const RECORD: usize = 8;

/**
 * Plain counters beside the bit histories of the same contexts (ContextSet): a history says what became of such
 * histories, a counter what became of this one context. They err differently, so that the mixers gain from hearing both. A counter's input is its stretched probability.
 */
export class CounterSet extends Voice {
  private readonly lines: usize;
  private readonly shift: u32;
  private readonly records: usize;
  private readonly end: usize;
  private readonly gains: usize = allocate(16 * 4);
  private node: usize = 1;

  /** Counters for `size` contexts whose hashes stand at `hashes`; 2^bits lines. */
  constructor(
    private readonly trail: Trail,
    private readonly hashes: usize,
    private readonly size: i32,
    bits: i32,
  ) {
    super();
    this.lines = allocate((<u64>1) << (bits + LINE_BITS));
    this.shift = 32 - bits;
    this.records = allocate(<usize>size * RECORD);
    this.end = this.records + <usize>size * RECORD;
  }

  get inputs(): i32 {
    return this.size;
  }

  initialise(): void {
    for (let n: usize = 0; n <= MOST_SEEN; n++) {
      store<u32>(this.gains + (n << 2), u32(f32(65536) / (f32(n) + 1.6)));
    }
  }

  /** Finds the slots of the first nibble. */
  beginByte(): bool {
    let hash = this.hashes;
    for (let r = this.records; r < this.end; r += RECORD, hash += 4) store<u32>(r, load<u32>(hash));
    this.find();
    return true;
  }

  /** Finds the slots of the second nibble. */
  beginNibble(): void {
    const nibble = u32(this.trail.partial);
    for (let r = this.records; r < this.end; r += RECORD) {
      store<u32>(r, combine(load<u32>(r), nibble));
    }
    this.find();
  }

  private find(): void {
    // Each line is asked for before any is needed.
    let touched: u32 = 0;
    for (let r = this.records; r < this.end; r += RECORD) {
      const line = this.lines + ((<usize>((load<u32>(r) * INDEX) >> this.shift)) << LINE_BITS);
      store<u32>(r, u32(line), 4);
      touched |= load<u8>(line);
    }
    this.node = 1 + <usize>(touched >> 8);
    for (let r = this.records; r < this.end; r += RECORD) {
      store<u32>(r, u32(slotOf(<usize>load<u32>(r, 4), u16((load<u32>(r) * GOLDEN) >> 16))), 4);
    }
  }

  /** Writes an input for each context to x. */
  predict(x: usize): void {
    const at = this.node << 1;
    for (let r = this.records; r < this.end; r += RECORD, x += 4) {
      const counter = u32(load<u16>(<usize>load<u32>(r, 4) + at));
      const p = load<f32>(STRETCHED + ((<usize>(counter >> 4)) << 2));
      // What was never seen has no opinion.
      store<f32>(x, (counter & MOST_SEEN) == 0 ? 0 : p);
    }
  }

  /** Learns a bit, before the trail takes it. */
  learn(bit: i32): void {
    const at = this.node << 1;
    const target = bit * 65535;
    for (let r = this.records; r < this.end; r += RECORD) {
      const address = <usize>load<u32>(r, 4) + at;
      const counter = i32(load<u16>(address));
      const seen = counter & i32(MOST_SEEN);
      const gain = i32(load<u32>(this.gains + ((<usize>seen) << 2)));
      const p = (counter | i32(MOST_SEEN)) + (((target - counter) * (gain >> 1)) >> 15);
      const more = seen + i32(seen < i32(MOST_SEEN));
      store<u16>(address, u16((max(0, min(65535, p)) & ~i32(MOST_SEEN)) | more));
    }
    this.node = (this.node << 1) | <usize>bit;
  }
}

/** The slot for `check` in the line, taken from the one that saw less if there is none yet. */
function slotOf(line: usize, check: u16): usize {
  if (load<u16>(line) == check) return line;
  const second = line + SLOT_BYTES;
  if (load<u16>(second) == check) return second;
  const slot = (load<u16>(line, 2) & 15) <= (load<u16>(second, 2) & 15) ? line : second;
  // The other has been passed over: it counts as seen less the next time.
  const other = line + second - slot;
  const first = load<u16>(other, 2);
  if ((first & 15) > 1) store<u16>(other, first - 1, 2);
  const fresh = i16x8.splat(i16(HALF));
  v128.store(slot, fresh);
  v128.store(slot, fresh, 16);
  store<u16>(slot, check);
  return slot;
}
