/** Text with a form: source code, markup, logs, tables, JSON. */
import type { KindOfData } from './kind.js';
import { ONE_FINAL_MIXER, ONE_TEXT_MIXER, TEXT_FINAL_MIXERS } from './mixers.js';
import type { Window } from './window.js';

export const structured = {
  about: 'text of a form: source, markup, logs, tables, JSON',

  detects: (window) => window.form === 'text' && !isPicture(window),
  costAs: { text: 0.03, symbols: 0.5 },
  splitters: ['line-ends', 'columns'],

  /** Such a text soon shows its form, so that a prior helps only short streams. */
  primers: [{ fromLevel: 1, prior: 'all', below: 1 << 18 }],

  /** Chosen on pieces of 1,000 and 4,096 bytes that no benchmark shows: -0.7 and +1.1 % compared with level 4. */
  short: {
    ...ONE_FINAL_MIXER,
    select: 'knownContexts+letterFlags+classPair',
    orders: '1+2+3+4',
    words: 'word+gap+classes+masked8+wordShape',
    phrases: 'wordCount+groups',
    structure: 'keys+start+above3+tokenSkip',
    matches: '6',
    tables: 16,
    prior: 'structured',
  },

  mixes: {
    1: {
      ...ONE_TEXT_MIXER,
      byteMatch: 20,
      orders: '3',
      words: 'word+above+gap1',
      matches: '6',
    },
    2: {
      ...ONE_TEXT_MIXER,
      byteMatch: 24,
      orders: '2+4+6',
      words: 'word+above+letters',
      phrases: 'groups',
      structure: 'tokenSkip',
      matches: '6',
    },
    3: {
      ...ONE_FINAL_MIXER,
      select: 'letterFlags+classPair',
      byteMatch: 32,
      orders: '2+4+6',
      words: 'word+above+gap1+classes+letters',
      phrases: 'groups',
      structure: 'shape+above3+tokenSkip',
      matches: '6',
    },
    4: {
      ...TEXT_FINAL_MIXERS,
      select:
        'partial+matchLength+expectedByte+classes4+linePosition+enclosure+knownOrders+classPair',
      byteMatch: 400,
      orders: '0+2+3+4+5+6',
      words: 'word+word1+above+gap1+classes',
      phrases: 'punctuation+groups+number',
      structure: 'tokenAbove+shape+start+tokenSkip',
      indirect: 'next+value',
      matches: '6+16',
    },
    /** Up to 32 contexts, `byte1` and `knownContexts` are worth nothing as selectors and take 5 to 10 % of the time. */
    5: {
      ...TEXT_FINAL_MIXERS,
      select:
        'partial+matchLength+expectedByte+classes4+linePosition+enclosure+knownOrders+knownWords+classPair',
      byteMatch: 400,
      orders: '0+2+3+4+5+6',
      words: 'word+word1+tail+above+gap1+classes+letters+masked8+wordShape',
      phrases: 'punctuation+wordCount+groups+number+opened',
      structure: 'tag+keys+tokenAbove+shape+start+above3+tokenSkip',
      indirect: 'after3+next+next2+line+value',
      matches: '6+20',
    },
    6: {
      select:
        'partial+byte1+matchLength+knownContexts+expectedByte+classes4+linePosition+enclosure+' +
        'letterFlags+spaceFlags+knownOrders+knownWords+classPair',
      finalSelect: 'partial+byte1+expectedByte+enclosure+knownOrders+classPair',
      apm: 'order2+order3+surprises',
      byteMatch: 400,
      orders: '1+2+3+4+5+6+8',
      words: 'word+word1+skip+tail+above+gap+gap1+classes+shape+letters+masked8+wordShape',
      phrases: 'punctuation+bracket+wordCount+groups+number+opened',
      structure:
        'tag+attribute+keys+field+tokenAbove+tokenAbove2+tokens+shape+shapes+indents+start+above3+' +
        'tokenSkip',
      indirect: 'after2+after3+next+nexts+next2+next12+line+line2+value+value2',
      matches: '6+12+24',
    },
  },
} as const satisfies KindOfData;

/** The pixels of a dark picture are all letters and signs, but there are no spaces and lines, and neighbours are alike. */
function isPicture({ classes, length, isSmooth }: Window): boolean {
  return classes.blank < 0.002 * length && isSmooth;
}
