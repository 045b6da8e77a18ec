/** DNA: streams of the letters A, C, G and T alone, upper or lower case. The splitter `fasta` makes such streams of FASTA files. */
import type { KindOfData } from './kind.js';

const ORDERS = '1+2+3+4+6+8+9+10+11+12';

export const dna = {
  about: 'DNA: the letters A, C, G and T',

  detects: (window) => window.isBases,
  // Another kind has more values than the model of this one takes, so none is modelled as DNA.
  costAs: { symbols: 0.05, text: 0.5, structured: 0.5, binary: 0.5 },
  splitters: [],
  primers: [],

  // Beside these experts lstm(256x1) gained nothing on 400 KB of a bacterium, for eight times the time.
  lacksNetwork: true,

  /** For streams of more than four values, which the splitter or `--kind` may give. */
  otherwise: 'symbols',

  mixes: {
    1: {
      symbolOrders: '2+4+8+11+16',
      repeats: '20',
      strands: 'both',
    },
    2: {
      symbolOrders: '2+3+4+8+11+12+16',
      repeats: '12+24',
      codons: '3',
      strands: 'both',
    },
    3: {
      symbolOrders: '1+2+3+4+6+8+10+11+12+16+20',
      repeats: '12+20+32',
      codons: '3+6',
      strands: 'both',
    },
    4: {
      symbolOrders: `${ORDERS}+14+16+18+22`,
      symbolGaps: 'gap6',
      repeats: '12+20+32',
      codons: '3+5+8',
      strands: 'both',
    },
    5: {
      symbolOrders: `${ORDERS}+14+16+18+20+24`,
      symbolGaps: 'gap6+skip8',
      repeats: '12+16+20+32',
      codons: '3+5+8',
      strands: 'both',
      hidden: 16,
    },
    6: {
      symbolOrders: `${ORDERS}+14+16+18+20+24`,
      symbolGaps: 'gap6+gap4+skip8',
      repeats: '12+16+20+32',
      codons: '3+5+8',
      strands: 'both',
      hidden: 32,
    },
  },
} as const satisfies KindOfData;
