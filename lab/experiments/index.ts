/** All experiments, in the order of LAB.md. A new one is a file of its own and a line here. */
import type { Experiment } from '../src/experiment/experiment.js';
import { DE_BRUIJN } from './de-bruijn.js';
import { HMM } from './hmm.js';
import { IID } from './iid.js';
import { K_MARKOV } from './k-markov.js';
import { NON_LINEAR_RECURRENCES } from './non-linear.js';

export const EXPERIMENTS: readonly Experiment[] = [
  IID,
  K_MARKOV,
  HMM,
  DE_BRUIJN,
  NON_LINEAR_RECURRENCES,
];
