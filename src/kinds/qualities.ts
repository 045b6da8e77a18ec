/** Qualities of reads: a line for each read, a byte for each base. */
import type { KindOfData } from './kind.js';
import type { Window } from './window.js';

/** The final mixers and APMs of a line of qualities: the APMs `order1` and `surprises` are worth 0.2 and 0.3 %. */
const FINAL = {
  finalSelect: 'partial+byte1+place',
  apm: 'order1+order2+surprises',
} as const;

/**
 * The place in the read is worth 2.5 %, the means of the line so far another 1 %. A second mixer is worth 0.5 %. More
 * contexts than twelve are worth nothing: what is left is close to noise.
 */
export const qualities = {
  about: 'qualities of sequenced reads, a line for each',

  detects: isQualities,
  costAs: { text: 0.2, structured: 0.1, symbols: 0.1 },
  splitters: [],
  primers: [],

  mixes: {
    1: {
      select: 'place',
      apm: 'order1+surprises',
      byteMatch: 20,
      orders: '2',
      sparse: 'place+placeMean+meanRecent',
      matches: '12',
    },
    2: {
      select: 'partial+place',
      finalSelect: 'partial',
      apm: 'order1+order2+surprises',
      byteMatch: 24,
      orders: '0+1+2',
      sparse: 'place+placePeak+placeMean+meanRecent+meanLast',
      matches: '12',
    },
    3: {
      ...FINAL,
      select: 'partial+byte1+place',
      byteMatch: 32,
      orders: '0+1+2',
      sparse: 'place+placePeak+placeMean+meanRecent+meanLast',
      matches: '12',
    },
    4: {
      ...FINAL,
      select: 'partial+byte1+place',
      byteMatch: 400,
      orders: '0+1+2+3+4',
      sparse: '13+place+placePeak+placeMean+meanRecent+meanLast+placeRecent',
      matches: '12',
      mixRate: 0.03,
    },
    5: {
      ...FINAL,
      select: 'partial+byte1+place',
      byteMatch: 400,
      orders: '0+1+2+3+4',
      sparse: '13+place+placePeak+placeMean+meanRecent+meanLast+placeRecent',
      samples: 'direct',
      matches: '12',
      mixRate: 0.03,
    },
    6: {
      ...FINAL,
      select: 'partial+byte1+place',
      byteMatch: 400,
      orders: '0+1+2+3+4',
      sparse: '13+place+placePeak+placeMean+meanRecent+meanLast+placeRecent',
      samples: 'direct+second',
      matches: '12+20',
      mixRate: 0.03,
    },
  },
} as const satisfies KindOfData;

const LF = 10;

/** Qualities lie within so many values, whatever they are counted from. */
const VALUES = 48;

/** Lines of no blanks, of letters and signs with values near each other. Proteins have letters alone, numbers few. */
function isQualities({ bytes, classes, length, form }: Window): boolean {
  if (form === 'random' || classes.high > 0 || classes.control > 0) return false;
  let [least, most, lines] = [255, 0, 0];
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] as number;
    if (byte === LF) {
      lines++;
      continue;
    }
    least = Math.min(least, byte);
    most = Math.max(most, byte);
  }
  const { letter, digit } = classes;
  const isMixed = letter > 0.15 * length && letter < 0.95 * length && digit < 0.6 * length;
  return isMixed && least > 32 && most - least < VALUES && lines > 0 && lines * 20 < length;
}
