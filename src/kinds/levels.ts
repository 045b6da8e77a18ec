/**
 * Levels: what they are made of beside the mixes of each kind. A level is a name for specs and nothing else. An archive
 * stores the spec, never the level, so levels can be tuned without breaking an archive.
 */
import { ForesayError } from '../errors.js';
import { type Choice, primed, withShort } from '../model/model-for-length.js';
import { formatSpec } from '../model/spec-text.js';
import { contextCount, type ModelSpec, makeSpec, mixes } from '../model/spec-values.js';
import { shown } from '../shown.js';
import type { MixLevel } from './kind.js';
import { KIND_NAMES, KINDS, type Kind } from './kinds.js';

/** Faster (1) to stronger (9). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

interface LevelParts {
  /** The level whose mix it has. */
  readonly mix: MixLevel;
  /** See the field of the spec. */
  readonly tables: number;
  /** Bytes a block. A block learns from nothing, so blocks are long; memory grows with their length. */
  readonly blockSize: number;
  /** The network beside the mix. */
  readonly network?: Partial<ModelSpec>;
  /** Shorter streams get the model of the level below. */
  readonly worthFrom: number;
}

/**
 * Learning one segment behind costs 0.1 to 0.2 % and lets a second thread do it: 1.6 to 1.9 times the throughput from 256
 * cells on. With 192 cells it is 1.3 times, as the experts take most of the time and run on one thread.
 */
const NETWORK = {
  cell: 'lstm',
  horizon: 10,
  headRate: 0.006,
  headFloor: 0.001,
  lag: 1,
} as const;

/**
 * A network learns too slowly to be of use below 64 KiB, a second layer or more cells below 2 MiB: there they cost 0.1 %
 * of a megabyte.
 */
const LEVELS: Readonly<Record<Level, LevelParts>> = {
  1: { mix: 1, tables: 21, blockSize: 1 << 24, worthFrom: 0 },
  2: { mix: 2, tables: 21, blockSize: 1 << 24, worthFrom: 0 },
  3: { mix: 3, tables: 22, blockSize: 1 << 24, worthFrom: 0 },
  4: { mix: 4, tables: 22, blockSize: 1 << 24, worthFrom: 0 },
  5: { mix: 5, tables: 23, blockSize: 1 << 24, worthFrom: 0 },
  6: { mix: 6, tables: 24, blockSize: 1 << 24, worthFrom: 0 },
  7: {
    mix: 6,
    tables: 24,
    blockSize: 1 << 25,
    network: { ...NETWORK, width: 256, layers: 1 },
    worthFrom: 1 << 16,
  },
  8: {
    mix: 6,
    tables: 24,
    blockSize: 1 << 25,
    network: { ...NETWORK, width: 256, layers: 2 },
    worthFrom: 1 << 21,
  },
  9: {
    mix: 6,
    tables: 25,
    blockSize: 1 << 25,
    network: { ...NETWORK, width: 320, layers: 2 },
    worthFrom: 1 << 21,
  },
};

export const LEVEL_NUMBERS = Object.keys(LEVELS).map(Number) as readonly Level[];

export const DEFAULT_LEVEL: Level = 4;

/** Bytes a block at each level. */
export const LEVEL_BLOCK_SIZES: Readonly<Record<Level, number>> = ofEachLevel('blockSize');

/** Bytes from which on a level's model is worth more than that of the level below. */
export const WORTH_FROM: Readonly<Record<Level, number>> = ofEachLevel('worthFrom');

function ofEachLevel(part: 'blockSize' | 'worthFrom'): Readonly<Record<Level, number>> {
  const entries = LEVEL_NUMBERS.map((level) => [level, LEVELS[level][part]]);
  return Object.fromEntries(entries) as Record<Level, number>;
}

/** The spec of a level for a kind of data, as text. Throws INVALID_OPTION for any other level or kind. */
export function levelSpec(level: Level, kind: Kind): string {
  if (typeof level !== 'number' || !Object.hasOwn(LEVELS, level))
    throw new ForesayError(
      'INVALID_OPTION',
      `a level is an integer from 1 to 9, not ${shown(level)}`,
    );
  if (!KIND_NAMES.includes(kind))
    throw new ForesayError(
      'INVALID_OPTION',
      `a kind is ${KIND_NAMES.join(', ')}, not ${shown(kind)}`,
    );
  return formatSpec(specOf(level, kind));
}

function specOf(level: Level, kind: Kind): ModelSpec {
  const { mix, tables, network } = LEVELS[level];
  const { mixes, lacksNetwork } = KINDS[kind];
  const beside = (!lacksNetwork && network) || { cell: 'none' };
  return makeSpec({ ...mixes[mix], tables, ...beside });
}

/** What a level is made of, in words: `20 to 32 contexts and lstm(256x1)`. */
export function levelAbout(level: Level): string {
  const { network } = LEVELS[level];
  const specs = KIND_NAMES.map((kind) => specOf(level, kind)).filter(mixes);
  const counts = specs.map(contextCount);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const contexts = `${least === most ? least : `${least} to ${most}`} contexts`;
  return network ? `${contexts} and ${network.cell}(${network.width}x${network.layers})` : contexts;
}

/** Streams of fewer bytes are short: they get a model of their own, if their kind has one. */
export const SHORT = 1 << 13;

/**
 * A second model, tried for streams that are nearly random. Levels 3 to 9 spend up to 0.7 % more than level 1 on a JPEG,
 * whose model has few experts, and 0.8 % more on random letters. With this model beside theirs they do not.
 */
const FOR_NOISE: ModelSpec = makeSpec({
  cell: 'none',
  orders: '0+1+2+3',
  select: 'partial+knownContexts',
  apm: 'order1+surprises',
});

/** The models of a level for streams of a kind, by length. */
export function levelChoice(level: Level, kind: Kind): Choice {
  const levels = LEVEL_NUMBERS.filter((lower) => lower <= level);
  const modelFor = (length: number) => {
    const best = levels.findLast((one) => LEVELS[one].worthFrom <= length) as Level;
    return specOf(best, kind);
  };
  const bounds = new Set(levels.map((one) => LEVELS[one].worthFrom).filter((from) => from > 0));
  const choice = {
    spec: modelFor(Number.POSITIVE_INFINITY),
    shorter: [...bounds].map((below) => ({ below, spec: modelFor(below - 1) })),
    ...(level > 1 && { forNoise: FOR_NOISE }),
  };
  const { primers, short } = KINDS[kind];
  const primer = primers.findLast(({ fromLevel }) => fromLevel <= level);
  const learned = primer ? primed(choice, primer) : choice;
  return short ? withShort(learned, SHORT, makeSpec({ cell: 'none', ...short })) : learned;
}
