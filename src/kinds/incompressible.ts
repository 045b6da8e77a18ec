/** What looks random: compressed or encrypted data. It is stored. */
import type { KindOfData } from './kind.js';
import { symbols } from './symbols.js';

export const incompressible = {
  about: 'what looks random: compressed or encrypted; it is stored',

  /** A suspicion, which src/detect examines: a compressed photograph looks random and is not. */
  detects: (window) => window.form === 'random',
  costAs: {},
  splitters: [],
  primers: [],

  /** Nothing is coded with them; they are the answer to a caller who asks for the level's model. */
  mixes: symbols.mixes,
} as const satisfies KindOfData;
