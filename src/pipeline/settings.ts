/** Options as callers give them, checked and completed. */
import { MAX_BLOCK_LENGTH } from '../archive/format.js';
import { MAX_DICTIONARY_LENGTH } from '../engine/dictionary.js';
import { platform } from '../engine/platform.js';
import { ForesayError } from '../errors.js';
import { type Choice, primed, withShort } from '../spec/choice.js';
import { KIND_NAMES, type Kind } from '../spec/kinds.js';
import {
  DEFAULT_LEVEL,
  LEVEL_BLOCK_SIZES,
  type Level,
  levelPrimer,
  levelSpec,
} from '../spec/levels.js';
import { makeSpec, parseSpec } from '../spec/model-spec.js';
import { SHORT, shortSpec } from '../spec/short.js';
import type { CompressOptions, WorkOptions } from '../types.js';

/** Most workers of one operation. */
const MAX_THREADS = 256;

export interface WorkSettings {
  readonly threads: number;
  /** Bytes. */
  readonly memory: number;
  /** Bytes that will come in, if known. */
  readonly size: number | undefined;
  readonly dictionary: Uint8Array | undefined;
}

export interface CompressSettings extends WorkSettings {
  /** The model for each kind of data. */
  readonly models: Readonly<Record<Kind, Choice>>;
  /** What all of it is; undefined: each part is what it looks like. */
  readonly kind: Kind | undefined;
  readonly blockSize: number;
}

/** Throws INVALID_OPTION. */
export function workSettings(options: WorkOptions): WorkSettings {
  const threads = Math.min(platform().threads(), MAX_THREADS);
  return {
    threads: integer('threads', options.threads, 0, MAX_THREADS) ?? threads,
    memory: integer('memory', options.memory, 1, Number.MAX_SAFE_INTEGER) ?? platform().memory(),
    size: integer('size', options.size, 0, Number.MAX_SAFE_INTEGER),
    dictionary: dictionaryBytes(options.dictionary),
  };
}

/** Throws INVALID_OPTION or INVALID_SPEC. */
export function compressSettings(options: CompressOptions): CompressSettings {
  if (options.level !== undefined && options.model !== undefined)
    throw new ForesayError('INVALID_OPTION', 'level and model cannot both be given');
  const level = (integer('level', options.level, 1, 9) ?? DEFAULT_LEVEL) as Level;
  const modelFor = (kind: Kind): Choice => {
    const { model } = options;
    if (model !== undefined)
      return { spec: typeof model === 'string' ? parseSpec(model) : makeSpec(model), shorter: [] };
    const choice = primed(parseSpec(levelSpec(level, kind)), levelPrimer(level, kind));
    const short = shortSpec(kind);
    return short ? withShort(choice, SHORT, parseSpec(short)) : choice;
  };
  return {
    ...workSettings(options),
    models: Object.fromEntries(KIND_NAMES.map((kind) => [kind, modelFor(kind)])) as Record<
      Kind,
      Choice
    >,
    kind: dataKind(options.kind),
    blockSize:
      integer('blockSize', options.blockSize, 1, MAX_BLOCK_LENGTH) ?? LEVEL_BLOCK_SIZES[level],
  };
}

function dataKind(kind: Kind | 'auto' | undefined): Kind | undefined {
  if (kind === undefined || kind === 'auto') return undefined;
  if (KIND_NAMES.includes(kind)) return kind;
  throw new ForesayError('INVALID_OPTION', `kind is auto, ${KIND_NAMES.join(', ')}, not ${kind}`);
}

function dictionaryBytes(bytes: Uint8Array | undefined): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  if (bytes instanceof Uint8Array && bytes.length > 0 && bytes.length <= MAX_DICTIONARY_LENGTH)
    return bytes;
  throw new ForesayError('INVALID_OPTION', 'dictionary is a Uint8Array of 1 byte to 64 MiB');
}

function integer(
  name: string,
  value: number | undefined,
  min: number,
  max: number,
): number | undefined {
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ForesayError(
    'INVALID_OPTION',
    `${name} is an integer from ${min} to ${max}, not ${value}`,
  );
}
