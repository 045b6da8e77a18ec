/** Checks the callers' options and fills in the defaults. */
import { MAX_BLOCK_LENGTH, MAX_NETWORK_LENGTH } from '../archive/format.js';
import { bytesOf } from '../bytes/view.js';
import { MAX_DICTIONARY_LENGTH } from '../codec/dictionary.js';
import { ForesayError } from '../errors.js';
import { KIND_NAMES, type Kind } from '../kinds/kinds.js';
import { DEFAULT_LEVEL, LEVEL_BLOCK_SIZES, type Level, levelChoice } from '../kinds/levels.js';
import { always, type Choice } from '../model/model-for-length.js';
import { type ModelSpec, makeSpec, parseSpec } from '../model/model-spec.js';
import { shown } from '../shown.js';
import type {
  Bytes,
  CompressOptions,
  DecompressOptions,
  InspectOptions,
  WorkOptions,
} from '../types.js';
import { platform } from '../workers/platform.js';

/** Most workers of one operation. */
export const MAX_THREADS = 256;

/**
 * Default of maxCost, multiply-adds a byte. So many take 0.2 s on a fast core and 1 s on a slow one. Level 9 takes 9
 * million; lstm(2048x4,horizon=256) takes 695 million, 0.04 s.
 */
export const DEFAULT_MAX_COST: number = 2 ** 32;

export interface WorkSettings {
  readonly threads: number;
  /** Bytes. */
  readonly memory: number;
  /** Length of the input in bytes, if known. */
  readonly size: number | undefined;
  readonly dictionary: Uint8Array | undefined;
  readonly network: Uint8Array | undefined;
  /** Infinity: no limit. */
  readonly maxMilliseconds: number;
  /** Multiply-adds a byte. */
  readonly maxCost: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: WorkOptions['onProgress'];
  readonly onWarning: WorkOptions['onWarning'];
}

export interface DecompressSettings extends WorkSettings {
  /** Infinity: no limit. */
  readonly maxOutputBytes: number;
}

export interface CompressSettings extends WorkSettings {
  /** The model for each kind of data, without the network. */
  readonly models: Models;
  /** Which option `models` follow from. Without one they are those of the default level, and a network replaces them. */
  readonly modelsFrom: 'level' | 'model' | undefined;
  readonly networkByHash: boolean;
  readonly networkLearns: boolean;
  /** The kind of all data; undefined: the kind of each part is detected. */
  readonly kind: Kind | undefined;
  readonly blockSize: number;
  readonly name: string | undefined;
  readonly mtime: Date | undefined;
  readonly onBlock: CompressOptions['onBlock'];
}

const WORK_OPTIONS: Record<keyof WorkOptions, true> = {
  threads: true,
  memory: true,
  dictionary: true,
  network: true,
  maxSeconds: true,
  maxCost: true,
  signal: true,
  onProgress: true,
  onWarning: true,
  size: true,
};

const COMPRESS_OPTIONS: Record<keyof CompressOptions, true> = {
  ...WORK_OPTIONS,
  level: true,
  model: true,
  networkByHash: true,
  networkLearns: true,
  blockSize: true,
  kind: true,
  onBlock: true,
  name: true,
  mtime: true,
};

/** Options of compressing are accepted and ignored, so that a caller can use one set of options for both. */
const DECOMPRESS_OPTIONS: Record<keyof DecompressOptions, true> = {
  ...COMPRESS_OPTIONS,
  maxOutputBytes: true,
};

const INSPECT_OPTIONS: Record<keyof InspectOptions, true> = {
  maxListed: true,
  onFrame: true,
  onBlock: true,
  signal: true,
};

/** Default of maxListed. */
const DEFAULT_MAX_LISTED = 10_000;

/** The options of inspect(). Throws INVALID_OPTION. */
export function inspectSettings(
  options: InspectOptions,
): InspectOptions & { readonly maxListed: number } {
  rejectUnknown(options, INSPECT_OPTIONS);
  return {
    maxListed:
      integer('maxListed', options.maxListed, 0, Number.MAX_SAFE_INTEGER) ?? DEFAULT_MAX_LISTED,
    onFrame: callback('onFrame', options.onFrame),
    onBlock: callback('onBlock', options.onBlock),
    signal: signalOf(options.signal),
  };
}

/**
 * The options of decompressing. Throws INVALID_OPTION.
 * @param size Length of the input in bytes, if known; the option `size` takes precedence.
 */
export function decompressSettings(options: DecompressOptions, size?: number): DecompressSettings {
  rejectUnknown(options, DECOMPRESS_OPTIONS);
  return {
    ...workSettings(options, size),
    maxOutputBytes:
      integer('maxOutputBytes', options.maxOutputBytes, 0, Number.MAX_SAFE_INTEGER) ??
      Number.POSITIVE_INFINITY,
  };
}

function workSettings(options: WorkOptions, size: number | undefined): WorkSettings {
  const threads = Math.min(platform().threads(), MAX_THREADS);
  return {
    threads: integer('threads', options.threads, 0, MAX_THREADS) ?? threads,
    memory: integer('memory', options.memory, 1, Number.MAX_SAFE_INTEGER) ?? platform().memory(),
    size: integer('size', options.size, 0, Number.MAX_SAFE_INTEGER) ?? size,
    dictionary: fileBytes('dictionary', options.dictionary, MAX_DICTIONARY_LENGTH),
    network: fileBytes('network', options.network, MAX_NETWORK_LENGTH),
    maxMilliseconds: 1000 * seconds(options.maxSeconds),
    maxCost: integer('maxCost', options.maxCost, 1, Number.MAX_SAFE_INTEGER) ?? DEFAULT_MAX_COST,
    signal: signalOf(options.signal),
    onProgress: callback('onProgress', options.onProgress),
    onWarning: callback('onWarning', options.onWarning),
  };
}

/** The options of compressing; `size` as in decompressSettings. Throws INVALID_OPTION or INVALID_SPEC. */
export function compressSettings(options: CompressOptions, size?: number): CompressSettings {
  rejectUnknown(options, COMPRESS_OPTIONS);
  if (options.level !== undefined && options.model !== undefined)
    throw new ForesayError('INVALID_OPTION', 'level and model cannot be combined');
  const networkByHash = flag('networkByHash', options.networkByHash) ?? false;
  if (networkByHash && options.network === undefined)
    throw new ForesayError('INVALID_OPTION', 'networkByHash needs the option network');
  const level = (integer('level', options.level, 1, 9) ?? DEFAULT_LEVEL) as Level;
  return {
    ...workSettings(options, size),
    models: options.model === undefined ? modelsOf(level) : modelEverywhere(options.model),
    modelsFrom:
      options.model !== undefined ? 'model' : options.level !== undefined ? 'level' : undefined,
    networkByHash,
    networkLearns: flag('networkLearns', options.networkLearns) ?? true,
    kind: dataKind(options.kind),
    name: nameOf(options.name),
    mtime: timeOf(options.mtime),
    onBlock: callback('onBlock', options.onBlock),
    blockSize:
      integer('blockSize', options.blockSize, 1, MAX_BLOCK_LENGTH) ?? LEVEL_BLOCK_SIZES[level],
  };
}

/** The model for each kind of data. */
export type Models = Readonly<Record<Kind, Choice>>;

/** A model for each kind of data. */
export function forEachKind(modelFor: (kind: Kind) => Choice): Models {
  return Object.fromEntries(KIND_NAMES.map((kind) => [kind, modelFor(kind)])) as Models;
}

function modelEverywhere(model: string | ModelSpec): Models {
  const spec = typeof model === 'string' ? parseSpec(model) : makeSpec(model);
  return forEachKind(() => always(spec));
}

const modelsOfLevels = new Map<Level, Models>();

/** The models of a level, made once: hundreds of operations may use them at the same time. */
function modelsOf(level: Level): Models {
  const known = modelsOfLevels.get(level);
  if (known) return known;
  const models = forEachKind((kind) => levelChoice(level, kind));
  modelsOfLevels.set(level, models);
  return models;
}

/** Throws INVALID_OPTION for unknown names: a misspelt option must not be ignored. */
function rejectUnknown(options: object, known: Readonly<Record<string, true>>): void {
  if (typeof options !== 'object' || options === null)
    throw new ForesayError('INVALID_OPTION', `options must be an object, not ${shown(options)}`);
  for (const name of Object.keys(options))
    if (!Object.hasOwn(known, name))
      throw new ForesayError(
        'INVALID_OPTION',
        `unknown option ${name}; the options are ${Object.keys(known).join(', ')}`,
      );
}

function signalOf(signal: AbortSignal | undefined): AbortSignal | undefined {
  // Not by its class: signals of other realms and polyfills are valid too.
  if (signal === undefined || typeof signal?.addEventListener === 'function') return signal;
  throw new ForesayError('INVALID_OPTION', 'signal must be an AbortSignal');
}

function callback<F>(name: string, value: F | undefined): F | undefined {
  if (value === undefined || typeof value === 'function') return value;
  throw new ForesayError('INVALID_OPTION', `${name} must be a function, not ${shown(value)}`);
}

/** FrameWriter checks whether an archive can hold the name. */
function nameOf(name: string | undefined): string | undefined {
  if (name === undefined || typeof name === 'string') return name;
  throw new ForesayError('INVALID_OPTION', `name must be a string, not ${shown(name)}`);
}

function timeOf(mtime: Date | undefined): Date | undefined {
  // Not by its class: a Date may come from another realm.
  if (mtime === undefined || Object.prototype.toString.call(mtime) === '[object Date]')
    return mtime;
  throw new ForesayError('INVALID_OPTION', `mtime must be a Date, not ${shown(mtime)}`);
}

function seconds(value: number | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (typeof value === 'number' && value > 0) return value;
  throw new ForesayError(
    'INVALID_OPTION',
    `maxSeconds must be a positive number, not ${shown(value)}`,
  );
}

function dataKind(kind: Kind | 'auto' | undefined): Kind | undefined {
  if (kind === undefined || kind === 'auto') return undefined;
  if (KIND_NAMES.includes(kind)) return kind;
  throw new ForesayError(
    'INVALID_OPTION',
    `kind must be one of auto, ${KIND_NAMES.join(', ')}, not ${shown(kind)}`,
  );
}

function fileBytes(name: string, given: Bytes | undefined, most: number): Uint8Array | undefined {
  if (given === undefined) return undefined;
  const bytes = bytesOf(given);
  if (bytes && bytes.length > 0 && bytes.length <= most) return bytes;
  throw new ForesayError(
    'INVALID_OPTION',
    `${name} must be a buffer or a view of 1 byte to ${most / 2 ** 20} MiB`,
  );
}

function flag(name: string, value: boolean | undefined): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw new ForesayError('INVALID_OPTION', `${name} must be true or false, not ${shown(value)}`);
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
    `${name} must be an integer from ${min} to ${max}, not ${shown(value)}`,
  );
}
