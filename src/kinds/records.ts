/** Tables whose rows have one length, and samples: sound, pictures, measurements. */
import { equalByteDistances } from '../bytes/distances.js';
import type { KindOfData } from './kind.js';
import { ONE_FINAL_MIXER, ONE_MIXER, THREE_FINAL_MIXERS } from './mixers.js';
import type { Window } from './window.js';

/**
 * The APM context `expectedByte` takes 0.05 to 4 % off 200 KB of six files at levels 3 to 6, for 2 % of the time. The
 * contexts of pixels (`pixel` to `deltaCorner`) cost records that are no picture some of that.
 */
export const records = {
  about: 'records of one length, samples, pixels',

  detects: (window) =>
    window.form !== 'random' &&
    (window.form !== 'few' || window.hasControls) &&
    (window.isSmooth || hasRecords(window)),
  costAs: { binary: 0.2, executable: 0.2 },
  splitters: ['image', 'columns'],
  primers: [],

  mixes: {
    1: {
      ...ONE_MIXER,
      select: 'phase',
      byteMatch: 24,
      orders: '2',
      records: 'above+gradientSpan+meanLast',
      matches: '8',
    },
    2: {
      ...ONE_MIXER,
      select: 'phase',
      byteMatch: 24,
      orders: '1+2+3',
      records: 'column+above+leftAbove+gradientSpan+meanLast',
      matches: '8',
    },
    3: {
      ...ONE_FINAL_MIXER,
      select: 'phase+sampleError',
      apm: 'order2+surprises+expectedByte',
      byteMatch: 32,
      orders: '1+2+3',
      sparse: 'zeros',
      records: 'column+above+leftAbove+gradientSpan+meanLast+pixel+deltaAcross+deltaBoth',
      samples: 'direct',
      matches: '8',
    },
    4: {
      select: 'byte2+expectedByte+phase+sampleError',
      finalSelect: 'partial+expectedByte',
      apm: 'order2+surprises+expectedByte',
      byteMatch: 400,
      orders: '1+2+3+4',
      sparse: 'zeros',
      records:
        'column+columnAbove+columnLeft+left+above+leftAbove+above2+gradientSpan+meanLast+' +
        'pixel+deltaLast+deltaAbove+deltaAcross+deltaBoth+deltaCorner',
      samples: 'direct',
      matches: '8',
    },
    5: {
      ...THREE_FINAL_MIXERS,
      select: 'byte2+knownContexts+expectedByte+phase+sampleError',
      apm: 'order2+order3+surprises+expectedByte',
      byteMatch: 400,
      orders: '1+2+3+4+6',
      sparse: '2+23+zeros+align4',
      records:
        'column+columnLast+columnAbove+columnLeft+left+above+leftAbove+left2+above2+gradientSpan+mean+' +
        'meanLast+linearAbove+weighted+neighbours+' +
        'pixel+deltaLast+deltaLeft+deltaAbove+deltaPlane+deltaAcross+deltaBoth+deltaCorner',
      samples: 'direct+second',
      matches: '6',
    },
    6: {
      ...THREE_FINAL_MIXERS,
      select: 'byte2+matchLength+expectedByte+phase+slope+sampleError',
      apm: 'order2+order3+surprises+expectedByte',
      byteMatch: 400,
      orders: '0+1+2+3+4+6',
      sparse: '2+3+4+23+34+high4+zeros+align4+align8',
      records:
        'column+columnLast+columnAbove+columnLeft+left+above+leftLast+aboveLast+leftAbove+left2+above2+' +
        'corner+gradient+gradientLast+gradientSpan+mean+meanLast+linearLeft+linearAbove+weighted+' +
        'neighbours+pixel+deltaLast+deltaLeft+deltaAbove+deltaPlane+deltaAcross+deltaBoth+deltaCorner',
      samples: 'direct+second',
      matches: '6+12',
    },
  },
} as const satisfies KindOfData;

/** Longest row that is found. */
const LONGEST = 1 << 10;

/** Whether equal bytes are some distance apart far more often than that distance plus or minus one. */
function hasRecords({ bytes, length }: Window): boolean {
  const distances = equalByteDistances(bytes, LONGEST);
  for (let row = 2; row <= LONGEST; row++) {
    const count = distances[row] as number;
    const beside = (distances[row - 1] as number) + (distances[row + 1] as number);
    if (count >= length / 16 && count >= 2 * beside) return true;
  }
  return false;
}
