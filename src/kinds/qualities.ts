/** Qualities of reads: a line for each read, a byte for each base. */
import type { KindOfData } from './kind.js';

export const qualities = {
  about: 'qualities of sequenced reads, a line for each',

  costAs: { structured: 0.1, text: 0.2, symbols: 0.1 },
  splitters: [],
  primers: [],

  mixes: {
    1: {
      select: 'byte1',
      apm: 'order1+surprises',
      byteMatch: 20,
      orders: '2',
      sparse: 'x0+x1',
      matches: '12',
    },
    2: {
      select: 'partial+readPosition',
      apm: 'order1+surprises',
      byteMatch: 24,
      orders: '1+2',
      sparse: 'x0+x1',
      matches: '12',
    },
    3: {
      select: 'partial+byte1+readPosition',
      apm: 'order1+surprises',
      byteMatch: 24,
      orders: '1+2',
      sparse: 'x0+x1',
      matches: '12',
    },
    4: {
      select: 'partial+byte1+readPosition',
      apm: 'order1+surprises',
      byteMatch: 24,
      orders: '1+2',
      sparse: 'x0+x1',
      matches: '12',
    },
    5: {
      select: 'partial+byte1+readPosition',
      apm: 'order1+surprises',
      byteMatch: 24,
      orders: '1+2',
      sparse: 'x0+x1',
      matches: '12',
    },
    6: {
      select: 'partial+byte1+readPosition',
      apm: 'order1+surprises',
      byteMatch: 24,
      orders: '1+2',
      sparse: 'x0+x1',
      matches: '12',
    },
  },
} as const satisfies KindOfData;
