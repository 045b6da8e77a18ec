/** All experiments, in the order of LAB.md. A new one is a file of its own and a line here. */
import type { Experiment } from '../src/experiment/experiment.js';
import { DE_BRUIJN } from './de-bruijn.js';
import { DNA } from './dna.js';
import { DROPOUT_ZONEOUT } from './dropout-zoneout.js';
import { EPOCHS } from './epochs.js';
import { FEATURE } from './feature.js';
import { FIBONACCI } from './fibonacci.js';
import { HMM } from './hmm.js';
import { IID } from './iid.js';
import { K_MARKOV } from './k-markov.js';
import { LARGE_NETWORK } from './large-network.js';
import { LONG_MEMORY } from './long-memory.js';
import { MEMORY_NEEDED } from './memory-needed.js';
import { NOISE } from './noise.js';
import { NON_LINEAR_RECURRENCES } from './non-linear.js';
import { DIGITS } from './pixels.js';
import { RWA } from './rwa.js';
import { SEQUENCE_LENGTH } from './sequence-length.js';
import { TEXT } from './text.js';
import { WEIGHTS } from './weights.js';

export const EXPERIMENTS: readonly Experiment[] = [
  IID,
  K_MARKOV,
  SEQUENCE_LENGTH,
  LARGE_NETWORK,
  DROPOUT_ZONEOUT,
  RWA,
  FEATURE,
  LONG_MEMORY,
  NOISE,
  HMM,
  FIBONACCI,
  DE_BRUIJN,
  NON_LINEAR_RECURRENCES,
  TEXT,
  DNA,
  DIGITS,
  MEMORY_NEEDED,
  WEIGHTS,
  EPOCHS,
];
