/** What a source of symbols is. */
import type { Random } from '../random/random.js';
import type { Figure } from '../theory/figure.js';
import type { HiddenMarkovModel } from '../theory/hidden-markov-model.js';
import type { Memory } from '../theory/memory.js';

/** What is known of a source without looking at its sequences. */
export interface Theory {
  /** Bits a symbol. */
  readonly entropyRate: Figure;
  /** I(past; future) in bits. */
  readonly excessEntropy: Figure;
  /** Other facts to be printed, such as a period; one short sentence each. */
  readonly notes?: readonly string[];
}

/** A random process over a finite alphabet. */
export interface Source {
  /** 2 to 256. Symbols are 0 to alphabetSize - 1. */
  readonly alphabetSize: number;
  /** Most symbols that it can give. Absent: any number. */
  readonly length?: number;
  /** What a predictor has to remember. Absent: not known. */
  readonly memory?: Memory;
  /** May take a second where it estimates. */
  theory(): Theory;
  /** The same process as a hidden Markov model. Absent: there is none that is small enough. */
  model?(): HiddenMarkovModel;
  /**
   * Begins a sequence. It takes constant memory, however long it becomes. Equal generators give equal sequences.
   *
   * @returns A function that gives the next symbol.
   */
  start(random: Random): () => number;
}
