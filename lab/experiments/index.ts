/** All experiments, in the order of LAB.md. A new one is a file of its own and a line here. */
import type { Experiment } from '../src/experiment/experiment.js';
import { DNA } from './dna.js';
import { IID } from './iid.js';
import { K_MARKOV } from './k-markov.js';
import { DIGITS } from './pixels.js';
import { TEXT } from './text.js';

export const EXPERIMENTS: readonly Experiment[] = [IID, K_MARKOV, TEXT, DNA, DIGITS];
