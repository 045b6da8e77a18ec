import { COUNT, counter, stretched, updateCounter, upper } from '../context/counter';
import { combine, GOLDEN } from '../context/hash';
import { History } from '../context/history';
import { allocate } from '../memory/arena';
import { Expert } from './expert';

/** Lengths are told apart in this many classes, each with 0 .. 3 recent misses. */
const LENGTHS = 16;
const MISSES = 4;

/** A line of the table holds 15 places; what is left of it is for asking memory by a store (Slots.ask). */
const UNUSED: usize = 60;

/** Least lengths: the members of the spec's field `matches`. */
const LEAST = memory.data<u8>([3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32]);

export function matchLength(member: i32): i32 {
  return load<u8>(LEAST + member);
}

/**
 * The byte that followed the last place where the `least` bytes before the newest stood, if the newest follows there
 * too: what an LZ compressor would copy. Since the newest byte is not part of the hash, memory is asked a byte ahead.
 * Its confidence is learned from the length of the match and how often it went wrong lately; after a miss it goes on
 * from the same place, for text that was edited.
 */
export class MatchModel extends Expert {
  private readonly table: usize;
  private readonly shift: u32;
  private readonly map: usize = allocate(LENGTHS * MISSES * 2 * 4);
  /** Entries by bit, for a byte that does not come. */
  private readonly exclusions: usize = allocate(8 * 2 * 4);
  /** Where the copy goes on, 0 = no match; how long it has agreed; misses among the last bytes, newest lowest. */
  private from: usize = 0;
  length: i32 = 0;
  misses: u32 = 0;
  /** The entries of the map for the match at hand, for either bit; the one in use, 0 = none. */
  private row: usize = 0;
  private entry: usize = 0;
  /** Where the table tells of the newest `least` bytes, 0 = too few came. */
  private slot: usize = 0;
  /** Keeps the loads that ask memory ahead. */
  asked: u32 = 0;
  /** The byte expected behind a leading one, 0 = none; or the one known not to come, which was expected. */
  expected: u32 = 0;
  excluded: u32 = 0;

  constructor(
    private readonly history: History,
    private readonly least: i32,
    bits: i32,
  ) {
    super();
    this.table = allocate((<u64>4) << bits);
    this.shift = 32 - bits;
  }

  get inputs(): i32 {
    return 2;
  }

  initialise(): void {
    for (let i = 0; i < LENGTHS * MISSES; i++) {
      const sure = 65536 / (i / MISSES + 3);
      store<u32>(this.map + ((<usize>i) << 3), counter(sure, 0));
      store<u32>(this.map + ((<usize>i) << 3) + 4, counter(65535 - sure, 0));
    }
    for (let bit = 0; bit < 8; bit++) {
      store<u32>(this.exclusions + ((<usize>bit) << 3), counter(49152, 0));
      store<u32>(this.exclusions + ((<usize>bit) << 3) + 4, counter(16384, 0));
    }
  }

  beginByte(): bool {
    const history = this.history;
    if (this.from != 0) {
      const hit = load<u8>(this.from) == load<u8>(history.at - 1);
      this.misses = (this.misses << 1) | u32(!hit);
      this.from++;
      if (hit) {
        this.length++;
      } else {
        this.length = 0;
      }
      if (popcnt(this.misses & 0xff) > 7) this.from = 0;
    }
    if (history.count >= this.least) this.search();
    this.excluded = 0;
    this.expected = this.from != 0 ? u32(load<u8>(this.from)) | 256 : 0;
    const context = this.lengthClass * MISSES + min(3, popcnt(this.misses & 0xff));
    this.row = this.map + ((<usize>context) << 3);
    return true;
  }

  /** Learns that the byte expected does not come: what begins like it may. */
  exclude(): void {
    this.excluded = this.expected;
    this.expected = 0;
  }

  /** Asks for the bytes that the next search will compare. */
  beginNibble(): void {
    if (this.slot == 0) return;
    const place = <usize>load<u32>(this.slot);
    if (place != 0) this.asked = u32(load<u8>(place));
  }

  /** Considers the place that was asked for, unless the match at hand is long enough; enters and asks for the next. */
  private search(): void {
    const history = this.history;
    if (this.slot != 0) {
      const place = <usize>load<u32>(this.slot);
      if (place != 0 && (this.from == 0 || this.length < 16)) this.consider(place + 1);
      store<u32>(this.slot, u32(history.at - 1));
    }
    let hash: u32 = 0;
    for (let i = 1; i <= this.least; i++) hash = combine(hash, history.back(i));
    const index = <usize>((hash * GOLDEN) >> this.shift);
    const line = this.table + ((index >> 4) << 6);
    this.slot = line + ((((index & 15) * 15) >> 4) << 2);
    store<u32>(line, 0, UNUSED);
  }

  /** Goes on from `candidate` if more bytes agree before it than agreed before where the match at hand is. */
  private consider(candidate: usize): void {
    const history = this.history;
    let length = 0;
    while (
      length < 65535 &&
      candidate - <usize>length > history.start &&
      load<u8>(candidate - <usize>length - 1) == load<u8>(history.at - <usize>length - 1)
    )
      length++;
    if (length <= this.length || length < this.least) return;
    this.from = candidate;
    this.length = length;
    this.misses = 0;
  }

  /** Class of the match's length, 0 = none, < 16. */
  get lengthClass(): i32 {
    if (this.expected == 0) return 0;
    const n = this.length;
    if (n < 8) return 1 + (n >> 1);
    if (n < 16) return 5 + ((n - 8) >> 2);
    if (n < 32) return 7 + ((n - 16) >> 3);
    return min(15, 9 + (31 - clz(n) - 5));
  }

  predict(x: usize): void {
    const history = this.history;
    const byte = this.expected | this.excluded;
    if (byte >> (8 - history.bits) != <u32>history.partial) {
      this.expected = 0;
      this.excluded = 0;
      this.entry = 0;
      store<f32>(x, 0);
      store<f32>(x, 0, 4);
      return;
    }
    const bit = (byte >> (7 - history.bits)) & 1;
    const row = this.excluded != 0 ? this.exclusions + ((<usize>history.bits) << 3) : this.row;
    this.entry = row + ((<usize>bit) << 2);
    const entry = load<u32>(this.entry);
    store<f32>(x, stretched(entry));
    store<f32>(x, f32(upper(entry) - 2048) * (1.0 / 512.0), 4);
  }

  learn(bit: i32): void {
    if (this.entry != 0) store<u32>(this.entry, updateCounter(load<u32>(this.entry), bit, COUNT));
  }
}
