/**
 * Levels are names for specs and nothing else: an archive stores the spec, never the level, so levels may be re-tuned
 * without breaking an archive. Sets were chosen on data that the benchmarks do not show; what each member is worth is
 * in docs/experiments.md and docs/benchmarks/ablation.md (npm run ablate).
 */

import { ForesayError } from '../errors.js';
import { type Choice, type Primer, primed, withShort } from '../model/model-for-length.js';
import { parseSpec } from '../model/spec-text.js';
import { shown } from '../shown.js';
import { KIND_NAMES, type Kind } from './kinds.js';
import { SHORT, shortSpec } from './short-streams.js';

/** Faster (1) to stronger (9). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

export const LEVEL_NUMBERS: readonly Level[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** How many experts speak: level 1 has `least`, and so on. Contexts go by fours (assembly/context/context-map.ts). */
type Size = 'least' | 'few' | 'several' | 'some' | 'many' | 'most';

const SELECTORS = 'select=single+partial+byte1+matchLength+knownContexts+expectedByte+classes4';
const PLACES = `${SELECTORS}+byte2+byte3+phase+slope+sampleError`;
/** For text: brackets, letters, spaces and how many contexts know the place serve better than `one` and `kinds`. */
const FORMS =
  'select=partial+byte1+knownContexts+linePosition+enclosure+letterFlags+spaceFlags+knownOrders+knownWords+classPair';
const TREES =
  'select=partial+byte1+matchLength+knownContexts+expectedByte+classes4+linePosition+enclosure+knownOrders+classPair';
/** The same without `last` and `known`, which up to 32 contexts are worth nothing and 5 to 10 % of the time. */
const SHAPES =
  'select=partial+linePosition+enclosure+letterFlags+spaceFlags+knownOrders+knownWords+classPair';
const BRANCHES =
  'select=partial+matchLength+expectedByte+classes4+linePosition+enclosure+knownOrders+classPair';
/** One mixer: a second one would take 0.5 to 1 % off and 17 to 30 % of the speed. */
const FAST = 'select=knownContexts,apm=order1+surprises';
/** For what has a form, one that knows the classes of the last bytes: prose -0.8 %, wiki text -1.6, markup -5, for 3 %. */
const FAST_FORMS = 'select=classPair,apm=order1+surprises';
const NIMBLE = 'finalSelect=partial,apm=order2+surprises';
const NIMBLE_FORMS = `select=letterFlags+classPair,${NIMBLE}`;
const CORRECTED = 'finalSelect=partial+byte1+expectedByte,apm=order2+order3+surprises';
const SHAPED =
  'finalSelect=partial+expectedByte+enclosure+knownOrders+classPair,apm=order2+order3+surprises';
const FORMED =
  'finalSelect=partial+byte1+expectedByte+enclosure+knownOrders+classPair,apm=order2+order3+surprises';

/**
 * Records gain from a map by the byte that the match expects: 200 KB of six files -0.05 to -4 % at levels 3 to 6, for
 * 2 % of the time. The pixels' contexts cost records that are no picture some of it.
 */
const RECORDS_MAP = 'expectedByte';

/** The contexts of pixels that know their colours. */
const TONED = 'pixel+deltaLast+deltaLeft+deltaAbove+deltaPlane+deltaAcross+deltaBoth+deltaCorner';

/**
 * The experts for each kind of data, from few to most; sizes of tables stand in MAKES. `leap`: repetitive data gains two
 * to four times the speed at the fast levels, where it may cost a percent of size; above, it must cost none.
 */
const EXPERTS: Readonly<Record<Exclude<Kind, 'incompressible'>, Readonly<Record<Size, string>>>> = {
  text: {
    least: `${FAST},orders=2+4,words=word+word1,matches=6,byteMatch=20`,
    few: `select=classPair,apm=order2+surprises,orders=2+3+4+6,words=word+word1+above,matches=6,phrases=groups,byteMatch=24`,
    several: `${NIMBLE_FORMS},orders=0+2+3+4+6,words=word+word1+above+wordShape,structure=tokenSkip,matches=6,phrases=wordCount+groups,byteMatch=32`,
    some: `select=partial+enclosure+letterFlags+spaceFlags+knownOrders+classPair,${SHAPED},orders=0+1+2+3+4+5+6,words=word+word1+word2+above+classes+wordShape,structure=tokenSkip,indirect=next,matches=6,phrases=punctuation+linkText+bracket+wordCount+groups,byteMatch=400`,
    many: `${SHAPES},${SHAPED},orders=0+2+3+4+5+6,words=word+word1+word2+skip+above+gap1+classes+shape+letters+wordShape,structure=tokenSkip+keys,indirect=next+next2+after3,matches=6,phrases=punctuation+linkText+bracket+heading+wordCount+groups+opened,byteMatch=400`,
    most: `${FORMS}+expectedByte,${FORMED}+expectedByte+word+order4,orders=0+1+2+3+4+5+6+8,words=word+word1+word2+skip+above+classes+shape+letters+wordShape+skip23+word3+skip2+sentence+suffixes+spaces+masked8+gap+gap1,structure=tokenSkip+keys+attribute+quote+start+tokens+above3,sparse=2+3+23+13+24+34+124+high3+high4+top3,indirect=next+next2+after3+next12,matches=6+12+20,phrases=punctuation+linkText+bracket+heading+wordCount+groups+number+distance+opened,style=groups2+groups4+groups4last2+groups5last3+wrap+sinceCapital+lengths+capitals+vowels+vowels6+kilobyte+recent+lineStart+punctuated+name+topic,byteMatch=400`,
  },
  structured: {
    least: `${FAST_FORMS},orders=3,words=word+above+gap1,matches=6,byteMatch=20`,
    few: `${FAST_FORMS},orders=2+4+6,words=word+above+letters,structure=tokenSkip,matches=6,phrases=groups,byteMatch=24`,
    several: `${NIMBLE_FORMS},orders=2+4+6,words=word+above+gap1+classes+letters,structure=shape+above3+tokenSkip,matches=6,phrases=groups,byteMatch=32`,
    some: `${BRANCHES},${SHAPED},orders=0+2+3+4+5+6,words=word+word1+above+gap1+classes,structure=start+tokenAbove+shape+tokenSkip,indirect=next+value,matches=6+16,phrases=punctuation+groups+number,byteMatch=400`,
    many: `${BRANCHES}+knownWords,${SHAPED},orders=0+2+3+4+5+6,words=word+word1+tail+above+gap1+classes+letters+wordShape+masked8,structure=tag+keys+tokenAbove+shape+above3+start+tokenSkip,indirect=next+next2+after3+line+value,matches=6+20,phrases=punctuation+wordCount+groups+number+opened,byteMatch=400`,
    most: `${TREES}+knownWords+letterFlags+spaceFlags,${FORMED},orders=1+2+3+4+5+6+8,words=word+word1+tail+gap+gap1+classes+wordShape+masked8+skip+shape+letters+above,structure=tag+keys+tokenAbove+shape+above3+start+tokenSkip+attribute+field+tokenAbove2+shapes+tokens+indents,indirect=next+next2+after3+line+value+nexts+next12+after2+line2+value2,matches=6+12+24,phrases=punctuation+bracket+wordCount+groups+number+opened,byteMatch=400`,
  },
  binary: {
    least: `${FAST},orders=1+2+3,sparse=2,matches=6,byteMatch=20`,
    few: `${FAST},orders=1+2+3+4+6,sparse=2+23+zeros,matches=6,byteMatch=24`,
    several: `select=byte1+byte2+knownContexts,${NIMBLE},orders=1+2+3+4+6,sparse=2+3+23+13+34+zeros+align4,matches=6,byteMatch=32`,
    some: `${SELECTORS}+byte2+byte3,${CORRECTED},orders=1+2+3+4+6,sparse=2+3+23+13+34+24+zeros+align4,records=column+above2+leftAbove,matches=6,byteMatch=400`,
    many: `${PLACES},${CORRECTED},orders=0+1+2+3+4+6,sparse=2+3+23+13+34+24+high4+high6+zeros+align4,records=column+above2+leftAbove+columnLeft,matches=6+12,byteMatch=400`,
    most: `${PLACES},${CORRECTED},orders=0+1+2+3+4+5+6+8,sparse=2+3+4+6+8+23+13+14+24+34+134+124+high3+high4+high6+top3+zeros+align4+align8+align48+coarse,records=column+columnAbove+above2+leftAbove+columnLeft+left+above+gradientSpan+meanLast+linearAbove+neighbours,samples=direct,matches=6+12+20,byteMatch=400`,
  },
  executable: {
    least: `${FAST},orders=1+2+3,code=opcode,matches=6,byteMatch=20`,
    few: `${FAST},orders=1+2+3+4+6,code=opcode,sparse=2+23,matches=6,byteMatch=24`,
    several: `select=byte1+byte2+knownContexts,${NIMBLE},orders=1+2+3+4+6,code=position+opcode+opcode3,sparse=2+23+zeros+align4,matches=6,byteMatch=32`,
    some: `${SELECTORS}+byte2+byte3,${CORRECTED},orders=1+2+3+4+6,code=position+opcode+opcode2+opcode3,sparse=2+3+23+13+34+zeros+align4,matches=6,byteMatch=400`,
    many: `${SELECTORS}+byte2+byte3,${CORRECTED},orders=0+1+2+3+4+6,code=position+opcode+opcode2+opcode3,sparse=2+3+23+13+34+high4+zeros+align4,records=column+above,matches=6+12,byteMatch=400`,
    most: `${PLACES},${CORRECTED},orders=0+1+2+3+4+5+6+8,code=position+opcode+opcode2+opcode3,sparse=2+3+4+6+8+23+13+14+24+34+134+124+high3+high4+high6+top3+zeros+align4+align8+align48+coarse,records=column+above+columnAbove+above2+leftAbove,indirect=after1+after2,matches=6+12+20,byteMatch=400`,
  },
  records: {
    least:
      'select=phase,apm=order1+surprises,orders=2,records=above+gradientSpan+meanLast,matches=8,byteMatch=24',
    few: 'select=phase,apm=order1+surprises,orders=1+2+3,records=column+above+leftAbove+gradientSpan+meanLast,matches=8,byteMatch=24',
    several: `select=phase+sampleError,${NIMBLE}+${RECORDS_MAP},orders=1+2+3,records=column+above+leftAbove+gradientSpan+meanLast+pixel+deltaAcross+deltaBoth,sparse=zeros,samples=direct,matches=8,byteMatch=32`,
    some: `select=expectedByte+byte2+phase+sampleError,finalSelect=partial+expectedByte,apm=order2+surprises+${RECORDS_MAP},orders=1+2+3+4,records=column+columnAbove+above+above2+left+leftAbove+columnLeft+gradientSpan+meanLast+pixel+deltaLast+deltaAbove+deltaAcross+deltaBoth+deltaCorner,sparse=zeros,samples=direct,matches=8,byteMatch=400`,
    many: `select=expectedByte+byte2+knownContexts+phase+sampleError,${CORRECTED}+${RECORDS_MAP},orders=1+2+3+4+6,records=column+columnLast+columnAbove+above+above2+left+left2+leftAbove+columnLeft+gradientSpan+mean+meanLast+linearAbove+weighted+neighbours+${TONED},sparse=2+23+zeros+align4,samples=direct+second,matches=6,byteMatch=400`,
    most: `select=expectedByte+byte2+matchLength+phase+sampleError+slope,${CORRECTED}+${RECORDS_MAP},orders=0+1+2+3+4+6,records=column+columnLast+columnAbove+columnLeft+left+above+leftLast+aboveLast+leftAbove+left2+above2+corner+gradient+gradientLast+gradientSpan+mean+meanLast+linearLeft+linearAbove+weighted+neighbours+${TONED},sparse=2+3+4+23+34+zeros+align4+high4+align8,samples=direct+second,matches=6+12,byteMatch=400`,
  },
  symbols: {
    least: `${FAST},orders=2+4+6+12,matches=12,byteMatch=24`,
    few: `select=partial+knownContexts,${NIMBLE},orders=1+2+3+4+6+8+10+12,matches=12,byteMatch=24`,
    several: `select=partial+matchLength+knownContexts+byte1,${NIMBLE},orders=1+2+3+4+5+6+7+8+9+10+12+16,matches=12+20,byteMatch=32`,
    some: `select=partial+matchLength+knownContexts+byte1+expectedByte,${CORRECTED},orders=1+2+3+4+6+7+8+9+10+12+14+16,matches=12+20,byteMatch=400`,
    many: `${SELECTORS},${CORRECTED},orders=0+1+2+3+4+5+6+7+8+9+10+12+14+16+20,sparse=2,matches=12+20+32,byteMatch=400`,
    most: `${SELECTORS}+byte2+byte3,${CORRECTED},orders=0+1+2+3+4+5+6+7+8+9+10+12+14+16+20+24,sparse=2+3+23+4,matches=12+16+24+32,byteMatch=400`,
  },
};

/** What a level is made of beside its experts. */
interface Make {
  readonly size: Size;
  readonly tables: number;
  /** The network beside the experts. */
  readonly network?: string;
}

/**
 * Learning one segment behind costs 0.1 to 0.2 % and lets a second thread do it: 1.6 to 1.9 times the throughput from 256
 * cells on. With fewer the experts, whom one thread hears, take most of the time (192 cells: 1.3).
 */
const BEHIND = 'horizon=10,headRate=0.006,headFloor=0.001,lag=1';

const MAKES: Readonly<Record<Level, Make>> = {
  1: { size: 'least', tables: 21 },
  2: { size: 'few', tables: 21 },
  3: { size: 'several', tables: 22 },
  4: { size: 'some', tables: 22 },
  5: { size: 'many', tables: 23 },
  6: { size: 'most', tables: 24 },
  7: { size: 'most', tables: 24, network: `lstm(256x1,${BEHIND})` },
  8: { size: 'most', tables: 24, network: `lstm(256x2,${BEHIND})` },
  9: { size: 'most', tables: 25, network: `lstm(320x2,${BEHIND})` },
};

/** The spec of a level for a kind of data, as text. Throws INVALID_OPTION for any other level or kind. */
export function levelSpec(level: Level, kind: Kind): string {
  if (typeof level !== 'number' || !Object.hasOwn(MAKES, level))
    throw new ForesayError(
      'INVALID_OPTION',
      `a level is an integer from 1 to 9, not ${shown(level)}`,
    );
  if (!KIND_NAMES.includes(kind))
    throw new ForesayError(
      'INVALID_OPTION',
      `a kind is ${KIND_NAMES.join(', ')}, not ${shown(kind)}`,
    );
  const { size, tables, network } = MAKES[level];
  const experts = EXPERTS[kind === 'incompressible' ? 'symbols' : kind][size];
  const mix = `mix(${experts},tables=${tables})`;
  return network ? `${mix}+${network}` : mix;
}

/** What a level is made of, in words. */
export function levelAbout(level: Level): string {
  const { size, network } = MAKES[level];
  return network ? `${size} experts and ${network.replace(/,.*/, ')')}` : `${size} experts`;
}

/**
 * What a level's models learn before streams of a kind, and how many bytes are so many that it is no help any more: a
 * text of a form soon shows what form, prose goes on profiting from words. The English of the higher levels is worth
 * 6 KB of any text and takes as long as coding 237 KB, both ways: two seconds of level 5, four of level 6, sixteen to
 * forty of levels 7 to 9. The shortest streams have models of their own (short.ts).
 */
function levelPrimer(level: Level, kind: Kind): Primer | undefined {
  if (kind === 'structured') return { prior: 'all', below: 1 << 18 };
  if (kind !== 'text') return undefined;
  return level < 5 ? { prior: 'text', below: 1 << 22 } : { prior: 'english', below: 1 << 24 };
}

/**
 * Bytes from which on a level's model is worth more than that of the level below; shorter streams get the latter. A
 * network learns too slowly to be of use below 64 KiB, a second layer or more cells below 2 MiB (+0.1 % on a megabyte).
 */
export const WORTH_FROM: Readonly<Record<Level, number>> = {
  1: 0,
  2: 0,
  3: 0,
  4: 0,
  5: 0,
  6: 0,
  7: 1 << 16,
  8: 1 << 21,
  9: 1 << 21,
};

/**
 * For streams that are nearly random. Levels 3 to 9 spend up to 0.7 % more on a JPEG than level 1, whose experts are few,
 * and 0.8 % more on random letters; with this model beside theirs they do not.
 */
const FOR_NOISE = 'mix(orders=0+1+2+3,select=knownContexts+partial,apm=order1+surprises)';

/** The models of a level for streams of a kind, by length. */
export function levelChoice(level: Level, kind: Kind): Choice {
  const levels = LEVEL_NUMBERS.filter((lower) => lower <= level);
  const modelFor = (length: number) => {
    const best = levels.findLast((one) => WORTH_FROM[one] <= length) as Level;
    return parseSpec(levelSpec(best, kind));
  };
  const bounds = [...new Set(levels.map((one) => WORTH_FROM[one]))].filter((bound) => bound > 0);
  const shorter = bounds.map((below) => ({ below, spec: modelFor(below - 1) }));
  const choice = {
    spec: modelFor(Number.POSITIVE_INFINITY),
    shorter,
    ...(level > 1 && { forNoise: parseSpec(FOR_NOISE) }),
  };
  const primer = levelPrimer(level, kind);
  const short = shortSpec(kind);
  const learned = primer ? primed(choice, primer) : choice;
  return short ? withShort(learned, SHORT, parseSpec(short)) : learned;
}

/** Bytes a block at each level. A block learns from nothing, so blocks are long; memory grows with their length. */
export const LEVEL_BLOCK_SIZES: Readonly<Record<Level, number>> = {
  1: 1 << 24,
  2: 1 << 24,
  3: 1 << 24,
  4: 1 << 24,
  5: 1 << 24,
  6: 1 << 24,
  7: 1 << 25,
  8: 1 << 25,
  9: 1 << 25,
};

export const DEFAULT_LEVEL: Level = 4;
