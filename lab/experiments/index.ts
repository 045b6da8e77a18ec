/** All experiments, in the order of LAB.md. A new one is a file of its own and a line here. */
import type { Experiment } from '../src/experiment/experiment.js';
import { IID } from './iid.js';
import { K_MARKOV } from './k-markov.js';
import { LONG_MEMORY } from './long-memory.js';
import { NOISE } from './noise.js';

export const EXPERIMENTS: readonly Experiment[] = [IID, K_MARKOV, LONG_MEMORY, NOISE];
