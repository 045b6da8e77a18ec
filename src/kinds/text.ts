/** Prose: mostly letters, and spaces between them. */
import type { KindOfData } from './kind.js';
import { ONE_FINAL_MIXER, ONE_MIXER, TEXT_FINAL_MIXERS } from './mixers.js';
import type { Window } from './window.js';

export const text = {
  about: 'prose',

  detects: (window) => window.form === 'text' && isProse(window),
  costAs: { structured: 0.03, symbols: 0.5 },
  splitters: ['line-ends'],

  /**
   * Prose profits from a prior longer than other kinds do. `english` is worth 6 KB of any text and takes as long as
   * coding 237 KB, both ways: two seconds at level 5, four at level 6, sixteen to forty at levels 7 to 9.
   */
  primers: [
    { fromLevel: 1, prior: 'text', below: 1 << 22 },
    { fromLevel: 5, prior: 'english', below: 1 << 24 },
  ],

  /**
   * Chosen on pieces of 1,000 and 4,096 bytes that no benchmark shows: +0.7 and +2.0 % compared with level 4. A second
   * mixer would take 0.8 % off and six milliseconds more.
   */
  short: {
    select: 'classPair',
    apm: 'order2+surprises',
    orders: '0+1+2+3+4',
    words: 'word+word1+gap',
    phrases: 'groups',
    structure: 'keys',
    matches: '4',
    tables: 16,
    prior: 'text',
  },

  mixes: {
    1: {
      ...ONE_MIXER,
      byteMatch: 20,
      orders: '2+4',
      words: 'word+word1',
      matches: '6',
    },
    2: {
      select: 'classPair',
      apm: 'order2+surprises',
      byteMatch: 24,
      orders: '2+3+4+6',
      words: 'word+word1+above',
      phrases: 'groups',
      matches: '6',
    },
    3: {
      ...ONE_FINAL_MIXER,
      select: 'letterFlags+classPair',
      byteMatch: 32,
      orders: '0+2+3+4+6',
      words: 'word+word1+above+wordShape',
      phrases: 'wordCount+groups',
      structure: 'tokenSkip',
      matches: '6',
    },
    4: {
      ...TEXT_FINAL_MIXERS,
      select: 'partial+enclosure+letterFlags+spaceFlags+knownOrders+classPair',
      byteMatch: 400,
      orders: '0+1+2+3+4+5+6',
      words: 'word+word1+word2+above+classes+wordShape',
      phrases: 'punctuation+linkText+bracket+wordCount+groups',
      structure: 'tokenSkip',
      indirect: 'next',
      matches: '6',
    },
    /** Up to 32 contexts, `byte1` and `knownContexts` are worth nothing as selectors and take 5 to 10 % of the time. */
    5: {
      ...TEXT_FINAL_MIXERS,
      select:
        'partial+linePosition+enclosure+letterFlags+spaceFlags+knownOrders+knownWords+classPair',
      byteMatch: 400,
      orders: '0+2+3+4+5+6',
      words: 'word+word1+word2+skip+above+gap1+classes+shape+letters+wordShape',
      phrases: 'punctuation+linkText+bracket+heading+wordCount+groups+opened',
      structure: 'keys+tokenSkip',
      indirect: 'after3+next+next2',
      matches: '6',
    },
    /** The selectors of text serve better here than `single` and `classes4`. */
    6: {
      select:
        'partial+byte1+knownContexts+expectedByte+linePosition+enclosure+letterFlags+spaceFlags+' +
        'knownOrders+knownWords+classPair',
      finalSelect: 'partial+byte1+expectedByte+enclosure+knownOrders+classPair',
      apm: 'order2+order3+surprises+expectedByte+word+order4',
      byteMatch: 400,
      orders: '0+1+2+3+4+5+6+8',
      words:
        'word+word1+word2+skip+word3+above+skip2+gap+gap1+skip23+sentence+classes+shape+letters+' +
        'spaces+suffixes+masked8+wordShape',
      phrases: 'punctuation+linkText+bracket+heading+wordCount+groups+number+distance+opened',
      style:
        'groups2+groups4+groups4last2+groups5last3+wrap+sinceCapital+lengths+capitals+vowels+vowels6+' +
        'kilobyte+recent+lineStart+punctuated+name+topic',
      structure: 'attribute+keys+quote+tokens+start+above3+tokenSkip',
      sparse: '2+3+23+13+24+34+124+high3+high4+top3',
      indirect: 'after3+next+next2+next12',
      matches: '6+12+20',
    },
  },
} as const satisfies KindOfData;

function isProse({ classes, filled }: Window): boolean {
  const { blank, high } = classes;
  const isForeign = high > 0.3 * filled;
  return (
    classes.letter + high >= 0.78 * (filled - blank) &&
    (blank >= 0.08 * filled || isForeign) &&
    blank <= 0.4 * filled
  );
}
