/** DNA: streams of the letters A, C, G and T alone, upper or lower case. The splitters of FASTA and FASTQ make such streams. */
import type { KindOfData } from './kind.js';

/** Short orders have a row of counts for each context, together 75 MiB. */
const SHORT = '1+2+3+4+6+8+9+10+11+12';

/**
 * Codons are worth 1.7 % on a bacterium and 0.1 % on human DNA; hidden units 0.2 and 0.4 %, for a third of the time. More of
 * what level 6 has, and tables of 24 bits, would take another 0.1 % off human DNA.
 */
export const dna = {
  about: 'DNA: the letters A, C, G and T',

  detects: (window) => window.isBases,
  costAs: { symbols: 0.05, text: 0.5, structured: 0.5, binary: 0.5 },
  splitters: [],
  primers: [],
  // Beside these experts lstm(256x1) gained nothing on 400 KB of a bacterium, for eight times the time.
  lacksNetwork: true,
  otherwise: 'symbols',

  /** Without long tables, whose first writes would take most of the time. */
  short: { symbolOrders: '1+2+3+4+6', repeats: '12', strands: 'both' },

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
      symbolOrders: '1+2+3+4+6+8+10+11+12+16',
      repeats: '12+20+32',
      codons: '3+6',
      strands: 'both',
    },
    4: {
      symbolOrders: `${SHORT}+16+22`,
      repeats: '12+20+32',
      codons: '3+5+8',
      strands: 'both',
    },
    5: {
      symbolOrders: `${SHORT}+14+16+18+22`,
      symbolGaps: 'gap6',
      repeats: '12+20+32',
      codons: '3+5+8',
      strands: 'both',
      hidden: 16,
    },
    6: {
      symbolOrders: `${SHORT}+14+16+18+20+24`,
      symbolGaps: 'gap6+skip8',
      repeats: '12+16+24',
      codons: '3+5+8',
      strands: 'both',
      hidden: 32,
    },
  },
} as const satisfies KindOfData;
