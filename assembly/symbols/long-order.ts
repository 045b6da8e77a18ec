import { allocate } from '../memory/arena';
import { FAMILY } from '../spec.generated';
import { countFew, FEW_CONFIDENCES, predictFew } from './few-counts';
import { Order } from './order';
import { Sequence } from './sequence';

const FIRST: u64 = 0x9e3779b97f4a7c15;
const SECOND: u64 = 0xbf58476d1ce4e5b9;

/** Hash of a context, 64 bits. */
export function hashWord(word: u64): u64 {
  const mixed = (word + 1) * FIRST;
  return (mixed ^ (mixed >> 31)) * SECOND;
}

/** Bytes of a bucket: four slots. */
const BUCKET: usize = 16;

/**
 * A context of many symbols in a hashed table. A slot is a u32: four counts (few-counts.ts) below, a check of 16 bits
 * above. A bucket has four slots; a new context replaces the one that was seen least.
 */
export class LongOrder extends Order {
  private readonly table: usize;

  /** The table has 2^bits slots. */
  constructor(
    sequence: Sequence,
    order: i32,
    both: bool,
    private readonly bits: i32,
  ) {
    super(sequence, order, both, FEW_CONFIDENCES, FAMILY.SYMBOL_ORDERS);
    this.table = allocate((<u64>4) << bits);
  }

  predict(logs: usize): i32 {
    const hash = hashWord(this.word);
    const check = u32(hash & 0xffff) | 1;
    const bucket = this.bucketOf(hash);
    for (let slot = bucket; slot < bucket + BUCKET; slot += 4) {
      const value = load<u32>(slot);
      if (value >> 16 == check) return predictFew(value & 0xffff, logs);
    }
    return predictFew(0, logs);
  }

  protected learn(word: u64, symbol: u32): void {
    const hash = hashWord(word);
    const check = u32(hash & 0xffff) | 1;
    const bucket = this.bucketOf(hash);
    let chosen = bucket;
    let least: u32 = 0xffffffff;
    let counts: u32 = 0;
    for (let slot = bucket; slot < bucket + BUCKET; slot += 4) {
      const value = load<u32>(slot);
      if (value >> 16 == check) {
        chosen = slot;
        counts = value & 0xffff;
        break;
      }
      const seen = (value & 15) + ((value >> 4) & 15) + ((value >> 8) & 15) + ((value >> 12) & 15);
      if (seen < least) {
        least = seen;
        chosen = slot;
      }
    }
    store<u32>(chosen, (check << 16) | countFew(counts, symbol));
  }

  // @ts-ignore: decorator
  @inline private bucketOf(hash: u64): usize {
    return this.table + ((<usize>(hash >> (64 - this.bits + 2))) << 4);
  }
}
