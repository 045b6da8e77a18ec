/** Programs for x86. */
import type { KindOfData } from './kind.js';
import {
  BYTE_SELECTORS,
  ONE_FINAL_MIXER,
  ONE_MIXER,
  RECORD_SELECTORS,
  THREE_FINAL_MIXERS,
} from './mixers.js';
import type { Window } from './window.js';

export const executable = {
  about: 'programs for x86',

  detects: (window) => window.form === 'other' && isX86(window),
  costAs: { binary: 0.1, records: 0.2 },
  splitters: ['branches'],
  primers: [],

  mixes: {
    1: {
      ...ONE_MIXER,
      byteMatch: 20,
      orders: '1+2+3',
      code: 'opcode',
      matches: '6',
    },
    2: {
      ...ONE_MIXER,
      byteMatch: 24,
      orders: '1+2+3+4+6',
      sparse: '2+23',
      code: 'opcode',
      matches: '6',
    },
    3: {
      ...ONE_FINAL_MIXER,
      select: 'byte1+byte2+knownContexts',
      byteMatch: 32,
      orders: '1+2+3+4+6',
      sparse: '2+23+zeros+align4',
      code: 'position+opcode+opcode3',
      matches: '6',
    },
    4: {
      ...THREE_FINAL_MIXERS,
      select: BYTE_SELECTORS,
      byteMatch: 400,
      orders: '1+2+3+4+6',
      sparse: '2+3+23+13+34+zeros+align4',
      code: 'position+opcode+opcode2+opcode3',
      matches: '6',
    },
    5: {
      ...THREE_FINAL_MIXERS,
      select: BYTE_SELECTORS,
      byteMatch: 400,
      orders: '0+1+2+3+4+6',
      sparse: '2+3+23+13+34+high4+zeros+align4',
      records: 'column+above',
      code: 'position+opcode+opcode2+opcode3',
      matches: '6+12',
    },
    6: {
      ...THREE_FINAL_MIXERS,
      select: RECORD_SELECTORS,
      byteMatch: 400,
      orders: '0+1+2+3+4+5+6+8',
      sparse:
        '2+3+4+6+8+23+13+14+24+34+134+124+high3+high4+high6+top3+zeros+align4+align8+align48+coarse',
      indirect: 'after1+after2',
      records: 'column+columnAbove+above+leftAbove+above2',
      code: 'position+opcode+opcode2+opcode3',
      matches: '6+12+20',
    },
  },
} as const satisfies KindOfData;

/** Calls and jumps over short distances, and the commonest instructions beside them. */
function isX86({ bytes, length }: Window): boolean {
  let branches = 0;
  let short = 0;
  let moves = 0;
  for (let i = 0; i + 4 < length; i++) {
    const byte = bytes[i] as number;
    // MOV, LEA, TEST and the prefix of 64 bits.
    if (byte === 0x8b || byte === 0x89 || byte === 0x8d || byte === 0x85 || byte === 0x48) moves++;
    if ((byte & 0xfe) !== 0xe8) continue;
    branches++;
    const sign = bytes[i + 4] as number;
    if (sign === 0 || sign === 255) short++;
  }
  return short >= length / 512 && short >= 0.4 * branches && moves >= length / 32;
}
