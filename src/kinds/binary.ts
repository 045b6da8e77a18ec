/** Binary data of no other kind: the fallback of detection. */
import type { KindOfData } from './kind.js';
import {
  BYTE_SELECTORS,
  ONE_FINAL_MIXER,
  ONE_MIXER,
  RECORD_SELECTORS,
  THREE_FINAL_MIXERS,
} from './mixers.js';

export const binary = {
  about: 'anything else',

  costAs: { executable: 0.1, records: 0.2 },
  splitters: [],
  primers: [],

  mixes: {
    1: {
      ...ONE_MIXER,
      byteMatch: 20,
      orders: '1+2+3',
      sparse: '2',
      matches: '6',
    },
    2: {
      ...ONE_MIXER,
      byteMatch: 24,
      orders: '1+2+3+4+6',
      sparse: '2+23+zeros',
      matches: '6',
    },
    3: {
      ...ONE_FINAL_MIXER,
      select: 'byte1+byte2+knownContexts',
      byteMatch: 32,
      orders: '1+2+3+4+6',
      sparse: '2+3+23+13+34+zeros+align4',
      matches: '6',
    },
    4: {
      ...THREE_FINAL_MIXERS,
      select: BYTE_SELECTORS,
      byteMatch: 400,
      orders: '1+2+3+4+6',
      sparse: '2+3+23+13+24+34+zeros+align4',
      records: 'column+leftAbove+above2',
      matches: '6',
    },
    5: {
      ...THREE_FINAL_MIXERS,
      select: RECORD_SELECTORS,
      byteMatch: 400,
      orders: '0+1+2+3+4+6',
      sparse: '2+3+23+13+24+34+high4+high6+zeros+align4',
      records: 'column+columnLeft+leftAbove+above2',
      matches: '6+12',
    },
    6: {
      ...THREE_FINAL_MIXERS,
      select: RECORD_SELECTORS,
      byteMatch: 400,
      orders: '0+1+2+3+4+5+6+8',
      sparse:
        '2+3+4+6+8+23+13+14+24+34+134+124+high3+high4+high6+top3+zeros+align4+align8+align48+coarse',
      records:
        'column+columnAbove+columnLeft+left+above+leftAbove+above2+gradientSpan+meanLast+linearAbove+' +
        'neighbours',
      samples: 'direct',
      matches: '6+12+20',
    },
  },
} as const satisfies KindOfData;
