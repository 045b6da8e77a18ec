/** All kinds of source. A new one is a file of its own and a line here. */
import { ADDITIVE } from './additive.js';
import { CONGRUENTIAL } from './congruential.js';
import { DE_BRUIJN, DE_BRUIJN_MAXIMAL } from './de-bruijn.js';
import { DRIVEN_HMM, HMM } from './hmm.js';
import { IID } from './iid.js';
import { MNIST } from './mnist.js';
import { NON_LINEAR } from './non-linear.js';
import type { SourceKind } from './source-kind.js';
import { FIBONACCI, K_MARKOV, XOR_FEEDBACK, XOR_OBSERVED } from './xor-kinds.js';

export { LAG_PAIRS } from './xor.js';

export const SOURCE_KINDS: readonly SourceKind[] = [
  IID,
  K_MARKOV,
  XOR_FEEDBACK,
  XOR_OBSERVED,
  FIBONACCI,
  ADDITIVE,
  HMM,
  DRIVEN_HMM,
  NON_LINEAR,
  DE_BRUIJN,
  DE_BRUIJN_MAXIMAL,
  CONGRUENTIAL,
  MNIST,
];
