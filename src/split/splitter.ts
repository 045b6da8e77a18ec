/** A reversible way to take bytes apart into streams that models then predict better. */
import type { ByteSource } from '../bytes/byte-source.js';
import type { Stepwise } from '../bytes/stepwise.js';
import type { SplitterName } from './registry.js';

/** One stream that a splitter made. */
export interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The kind of the bytes. `same`: that of the bytes that were split; `unknown`: it is detected. */
  readonly kind: 'binary' | 'records' | 'structured' | 'qualities' | 'dna' | 'same' | 'unknown';
  /** The splitters to try on it. Default: none on a named kind, all containers on `unknown`, the remaining on `same`. */
  readonly splitters?: readonly SplitterName[];
}

/** What a splitter made of bytes. */
export interface Parts {
  /** As Splitter.read() gives them. */
  readonly parameters: readonly number[];
  /** One for each number that Splitter.lengths() gives, empty ones included. */
  readonly parts: readonly Part[];
}

/**
 * One splitter. Its number, its parameters and its join() are part of the format (FORMAT.md, "Splitters"); when split()
 * takes bytes apart, and how, is not, as long as join() gives the same bytes back.
 */
export interface Splitter {
  /** The method of a stream that it was applied to. */
  readonly id: number;

  /**
   * Takes bytes apart; undefined when the bytes are none that it is made for. Absent where the encoder makes the parts
   * itself.
   */
  split?(bytes: Uint8Array<ArrayBuffer>): Stepwise<Parts | undefined>;

  /** Whether the encoder codes a sample both ways, and splits only where that is shorter by far. */
  readonly trial?: boolean;

  /** Reads the parameters from a header: varints, as many as they say themselves. Only their number is checked. */
  read(source: ByteSource): number[];

  /**
   * Lengths of the streams that `length` bytes are joined from, together at most `length`; 0 for a stream that is not
   * there. Undefined for parameters that break a rule of the format.
   */
  lengths(parameters: readonly number[], length: number): number[] | undefined;

  /**
   * The bytes before the split, exactly `length` of them, in a buffer of their own; undefined when the streams are none
   * that it makes of so many. `parameters` and the lengths of `streams` agree with lengths().
   */
  join(
    parameters: readonly number[],
    streams: readonly Uint8Array[],
    length: number,
  ): Stepwise<Uint8Array<ArrayBuffer> | undefined>;

  /**
   * For each byte of the streams, laid end to end, the index in `whole` of the byte that it stands for. For analyses: it is
   * not a part of the format.
   */
  places(parameters: readonly number[], whole: Uint8Array): Stepwise<Uint32Array>;
}
