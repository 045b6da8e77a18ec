/** Few symbols: digits, flags, DNA with letters other than A, C, G and T. */
import type { KindOfData } from './kind.js';
import { BYTE_SELECTORS, ONE_FINAL_MIXER, ONE_MIXER, THREE_FINAL_MIXERS } from './mixers.js';

export const symbols = {
  about: 'few symbols: digits, flags, qualities',

  detects: (window) => window.form === 'few',
  costAs: { text: 0.5, structured: 0.5, binary: 0.5 },
  splitters: ['columns'],
  primers: [],

  mixes: {
    1: {
      ...ONE_MIXER,
      byteMatch: 24,
      orders: '2+4+6+12',
      matches: '12',
    },
    2: {
      ...ONE_FINAL_MIXER,
      select: 'partial+knownContexts',
      byteMatch: 24,
      orders: '1+2+3+4+6+8+10+12',
      matches: '12',
    },
    3: {
      ...ONE_FINAL_MIXER,
      select: 'partial+byte1+matchLength+knownContexts',
      byteMatch: 32,
      orders: '1+2+3+4+5+6+7+8+9+10+12+16',
      matches: '12+20',
    },
    4: {
      ...THREE_FINAL_MIXERS,
      select: 'partial+byte1+matchLength+knownContexts+expectedByte',
      byteMatch: 400,
      orders: '1+2+3+4+6+7+8+9+10+12+14+16',
      matches: '12+20',
    },
    5: {
      ...THREE_FINAL_MIXERS,
      select: 'single+partial+byte1+matchLength+knownContexts+expectedByte+classes4',
      byteMatch: 400,
      orders: '0+1+2+3+4+5+6+7+8+9+10+12+14+16+20',
      sparse: '2',
      matches: '12+20+32',
    },
    6: {
      ...THREE_FINAL_MIXERS,
      select: BYTE_SELECTORS,
      byteMatch: 400,
      orders: '0+1+2+3+4+5+6+7+8+9+10+12+14+16+20+24',
      sparse: '2+3+4+23',
      matches: '12+16+24+32',
    },
  },
} as const satisfies KindOfData;
