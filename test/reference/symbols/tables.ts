/** NUMERICS.md, section 27: tables of what followed contexts. */
import { f } from '../float32.js';
import { digits } from '../history.js';
import { centredLogs, fullHash, hashOf, NO_VOTE, type Vote } from './sequence.js';

/** How often each symbol followed. */
type Counts = number[];

const total = (counts: Counts): number => counts.reduce((a, b) => a + b, 0);

const logsOf = (counts: Counts, added: number) =>
  centredLogs(Float32Array.from(counts, (n) => f(n + f(added))));

/** A table by the number of a context. */
export interface Table {
  readonly classes: number;
  predict(context: bigint): Vote;
  learn(context: bigint, symbol: number): void;
}

/** Orders 1 to 11. */
export class CountTable implements Table {
  readonly classes = 16;
  private readonly rows = new Map<bigint, Counts>();

  predict(context: bigint): Vote {
    const counts = this.rows.get(context) ?? [0, 0, 0, 0];
    return { logs: logsOf(counts, 0.4), confidence: Math.min(15, digits(total(counts))) };
  }

  learn(context: bigint, symbol: number): void {
    const counts = this.rows.get(context) ?? [0, 0, 0, 0];
    const isFull = counts[symbol] === 65535;
    this.rows.set(
      context,
      counts.map((n, i) => (isFull ? n >> 1 : n + Number(i === symbol))),
    );
  }
}

function fewVote(counts: Counts | undefined): Vote {
  if (!counts) return NO_VOTE;
  const most = Math.max(...counts);
  const others = Math.min(3, total(counts) - most);
  return { logs: logsOf(counts, 1 / 16), confidence: 4 * most + others };
}

function fewLearned(counts: Counts, symbol: number): Counts {
  const isFull = counts[symbol] === 15;
  return counts.map((n, i) => (i === symbol ? Math.min(15, n + 1) : isFull ? n >> 1 : n));
}

/** Contexts of twelve symbols. */
export class FewTable implements Table {
  readonly classes = 64;
  private readonly counts = new Map<bigint, Counts>();

  predict(context: bigint): Vote {
    return fewVote(this.counts.get(context));
  }

  learn(context: bigint, symbol: number): void {
    this.counts.set(context, fewLearned(this.counts.get(context) ?? [0, 0, 0, 0], symbol));
  }
}

interface Slot {
  readonly check: number;
  readonly counts: Counts;
}

/** No context has the check 0. */
const EMPTY: Slot = { check: 0, counts: [0, 0, 0, 0] };

/** Orders above 12: 2^bits slots, four a bucket. */
export class HashedTable implements Table {
  readonly classes = 64;
  private readonly buckets = new Map<number, Slot[]>();

  constructor(private readonly bits: number) {}

  private find(context: bigint): { check: number; bucket: Slot[]; at: number } {
    const check = Number(fullHash(context) % 65536n) | 1;
    const number = hashOf(context, this.bits - 2);
    const bucket = this.buckets.get(number) ?? [EMPTY, EMPTY, EMPTY, EMPTY];
    this.buckets.set(number, bucket);
    return { check, bucket, at: bucket.findIndex((slot) => slot.check === check) };
  }

  predict(context: bigint): Vote {
    const { bucket, at } = this.find(context);
    return fewVote(bucket[at]?.counts);
  }

  learn(context: bigint, symbol: number): void {
    const { check, bucket, at } = this.find(context);
    const sums = bucket.map(({ counts }) => total(counts));
    const chosen = at >= 0 ? at : sums.indexOf(Math.min(...sums));
    const counts = at >= 0 ? (bucket[at] as Slot).counts : EMPTY.counts;
    bucket[chosen] = { check, counts: fewLearned(counts, symbol) };
  }
}
