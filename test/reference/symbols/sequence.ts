/** NUMERICS.md, section 27: the symbols so far, and what all experts of symbols have. */
import { log } from '../elementary.js';
import { f, get, map, type Vector } from '../float32.js';

/** What a symbol is on the other strand. */
export const complement = (symbol: number): number => 3 - symbol;

export class Sequence {
  private readonly symbols: number[] = [];

  get count(): number {
    return this.symbols.length;
  }

  append(symbol: number): void {
    this.symbols.push(symbol);
  }

  /** The symbol at a place. */
  at(place: number): number {
    return this.symbols[place] as number;
  }

  /** The n-th symbol from the end, n = 1 the newest; undefined before the first. */
  back(n: number): number | undefined {
    return this.symbols[this.count - n];
  }
}

/** The number with these digits to the base 4, the lowest first. */
export const numberOf = (digits: readonly number[]): bigint =>
  digits.reduceRight((number, digit) => 4n * number + BigInt(digit), 0n);

const WORD = 2n ** 64n - 1n;

/** The upper `bits` of the hash of a number. */
export const hashOf = (word: bigint, bits: number): number =>
  Number(fullHash(word) >> BigInt(64 - bits));

/** 64 bits. */
export function fullHash(word: bigint): bigint {
  const mixed = ((word + 1n) * 0x9e3779b97f4a7c15n) & WORD;
  return ((mixed ^ (mixed >> 31n)) * 0xbf58476d1ce4e5b9n) & WORD;
}

export const sum4 = (x: Vector): number => f(f(get(x, 0) + get(x, 1)) + f(get(x, 2) + get(x, 3)));

/** The logarithms of four numbers, less their mean. */
export function centredLogs(p: Vector): Vector {
  const logs = map(log, p);
  const mean = f(sum4(logs) * 0.25);
  return map((x) => x - mean, logs);
}

/** What an expert predicts. */
export interface Vote {
  /** Four logarithms with the mean 0. */
  readonly logs: Vector;
  /** The class of confidence. */
  readonly confidence: number;
}

export const NO_VOTE: Vote = { logs: new Float32Array(4), confidence: 0 };

export interface SymbolExpert {
  /** Classes of confidence. */
  readonly classes: number;
  predict(): Vote;
  /** Learns the symbol that was predicted. */
  update(symbol: number): void;
  /** The symbol has joined the sequence. */
  proceed?(): void;
}
