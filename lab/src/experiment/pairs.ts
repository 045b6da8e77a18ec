/** The network that learns long lags in one pass: products of pairs of past symbols, by exponentiated gradient. */
import type { Archived } from './measures.js';

/**
 * Options of archived() and of trained(). One setting serves every lag, sequences with noise that is fed back, and, with
 * `noise`, sequences seen through noise; docs/experiments.md has the trials that led to it.
 *
 * @param window Symbols whose pairs are read, 1 to 1024.
 * @param noise First estimate of the probability that a symbol is seen wrong; 0: no symbol is.
 */
export function pairs(window: number, noise = 0): Archived {
  return {
    trainer: {
      cell: 'none',
      secondOrder: window,
      noise,
      rows: 1,
      length: 16,
      optimizer: 'exponentiated',
      smallest: 0.00001,
      clip: 0,
    },
    rate: 1,
    halving: 625,
  };
}
