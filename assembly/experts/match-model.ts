import { COUNT, counter, stretched, updateCounter, upper } from '../context/counter';
import { combine, GOLDEN } from '../context/hash';
import { History } from '../context/history';
import { allocate } from '../memory/arena';
import { FAMILY, MATCHES_LENGTHS } from '../spec.generated';
import { Expert } from './expert';

/** Classes of the length of a match, each with 0 .. 3 recent misses. */
const LENGTH_CLASSES = 16;
const MISSES = 4;

/** A line of the table holds 15 addresses; the rest of it is for a prefetch by a store (Slots.prefetch). */
const UNUSED: usize = 60;

/** The least length that a member of the spec's field `matches` means. */
export function matchLength(member: i32): i32 {
  return load<u8>(MATCHES_LENGTHS + member);
}

/**
 * Predicts the byte that an LZ compressor would copy. The match is the last place where the `least` bytes before the last
 * one stood; a table finds it by their hash. The last byte is not part of the hash, so memory is prefetched a byte ahead.
 * How much the prediction is worth is learned by the length of the match and its recent misses. After a miss the match
 * goes on, for text that was edited.
 */
export class MatchModel extends Expert {
  private readonly table: usize;
  private readonly shift: u32;
  /** Counters by length class, misses and predicted bit. */
  private readonly map: usize = allocate(LENGTH_CLASSES * MISSES * 2 * 4);
  /** Counters by bits so far and predicted bit, for a byte that is excluded. */
  private readonly exclusions: usize = allocate(8 * 2 * 4);
  /** Address of the byte that the match predicts, 0 = no match. */
  private from: usize = 0;
  /** Bytes in a row that the match predicted, those that it was found by included; 0 after a miss. */
  length: i32 = 0;
  /** One bit for each of the last bytes, the newest lowest: 1 = the match mispredicted it. */
  misses: u32 = 0;
  /** Addresses of the match's two counters in the map; of the one that predicted the next bit, 0 = none did. */
  private row: usize = 0;
  private entry: usize = 0;
  /** Address of the table's entry for the last `least` bytes, 0 = the history is shorter. */
  private slot: usize = 0;
  /** Keeps the loads that prefetch. */
  prefetched: u32 = 0;
  /** The predicted byte behind a leading 1, 0 = none, or the bits so far are other ones. */
  expected: u32 = 0;
  /** In its place: a byte that is known not to be the next one (exclude). */
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

  get family(): i32 {
    return FAMILY.MATCHES;
  }

  get inputs(): i32 {
    return 2;
  }

  initialise(): bool {
    for (let i = 0; i < LENGTH_CLASSES * MISSES; i++) {
      const sure = 65536 / (i / MISSES + 3);
      store<u32>(this.map + ((<usize>i) << 3), counter(sure, 0));
      store<u32>(this.map + ((<usize>i) << 3) + 4, counter(65535 - sure, 0));
    }
    for (let bit = 0; bit < 8; bit++) {
      store<u32>(this.exclusions + ((<usize>bit) << 3), counter(49152, 0));
      store<u32>(this.exclusions + ((<usize>bit) << 3) + 4, counter(16384, 0));
    }
    return true;
  }

  prepare(): bool {
    const history = this.history;
    if (this.from != 0) {
      const hit = load<u8>(this.from) == load<u8>(history.at - 1);
      this.misses = (this.misses << 1) | u32(!hit);
      this.from++;
      this.length = hit ? this.length + 1 : 0;
      if (popcnt(this.misses & 0xff) > 7) this.from = 0;
    }
    if (history.count >= this.least) this.search();
    this.excluded = 0;
    this.expected = this.from != 0 ? u32(load<u8>(this.from)) | 256 : 0;
    const context = this.lengthClass * MISSES + min(3, popcnt(this.misses & 0xff));
    this.row = this.map + ((<usize>context) << 3);
    return true;
  }

  /** The next byte is not the expected one; its first bits may be. */
  exclude(): void {
    this.excluded = this.expected;
    this.expected = 0;
  }

  /** Prefetches the bytes that the next search compares. */
  beginNibble(): void {
    if (this.slot == 0) return;
    const candidate = <usize>load<u32>(this.slot);
    if (candidate != 0) this.prefetched = u32(load<u8>(candidate));
  }

  /** Looks at the prefetched candidate, unless the match is long; enters this place and prefetches the next entry. */
  private search(): void {
    const history = this.history;
    if (this.slot != 0) {
      const candidate = <usize>load<u32>(this.slot);
      if (candidate != 0 && (this.from == 0 || this.length < 16)) this.consider(candidate + 1);
      store<u32>(this.slot, u32(history.at - 1));
    }
    let hash: u32 = 0;
    for (let i = 1; i <= this.least; i++) hash = combine(hash, history.back(i));
    const index = <usize>((hash * GOLDEN) >> this.shift);
    const line = this.table + ((index >> 4) << 6);
    this.slot = line + ((((index & 15) * 15) >> 4) << 2);
    store<u32>(line, 0, UNUSED);
  }

  /** Matches from `candidate` on if more bytes before it agree than the match has predicted. */
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

  /** Class of the match's length: 0 = no match, 1 .. 15. */
  get lengthClass(): i32 {
    if (this.expected == 0) return 0;
    const n = this.length;
    if (n < 8) return 1 + (n >> 1);
    if (n < 16) return 5 + ((n - 8) >> 2);
    if (n < 32) return 7 + ((n - 16) >> 3);
    return min(15, 9 + (31 - clz(n) - 5));
  }

  // [path 4]
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

  update(bit: i32): void {
    if (this.entry != 0) store<u32>(this.entry, updateCounter(load<u32>(this.entry), bit, COUNT));
  }
}
