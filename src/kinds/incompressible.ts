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

  /** The codec never uses them, as these bytes are stored. levelSpec() gives them for this kind. */
  mixes: symbols.mixes,
} as const satisfies KindOfData;
