/** The sequence of a case: of a source, or the beginning of a file. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDna } from '../data/fasta.js';
import { readFile } from '../data/read-file.js';
import { fileBytes, type Sequence, sequenceOf } from '../data/sequence.js';
import { alphabetFor } from '../data/symbol-format.js';
import { LabError } from '../errors.js';
import { MAX_SEED, Random } from '../random/random.js';
import { SOURCE_KINDS } from '../sources/kinds.js';
import type { Source } from '../sources/source.js';
import type { Figure } from '../theory/figure.js';
import { unknown } from '../theory/figure.js';
import { Unavailable } from './interruption.js';

export type SequenceSpec = SourceSequence | FileSequence;

/** Symbols of a source of `foresay-lab source`. */
export interface SourceSequence {
  readonly source: string;
  /** As on the command line; { file } is in the folder of data, { json } becomes a file. */
  readonly parameters?: Readonly<
    Record<string, string | number | DataFile | { readonly json: JsonObject }>
  >;
  /** Symbols. */
  readonly length: number;
  /** Symbols of another sequence of the same source, with the seed behind. */
  readonly validation?: number;
  /** Parameters that the source of the validation sequence has instead: other images. */
  readonly validationParameters?: Readonly<Record<string, string | number>>;
  /** Which of the source's sequences, from 0: draw i has the seed plus 2 i. Default: 0. */
  readonly draw?: number;
}

/** Symbols of a file. */
export interface FileSequence extends DataFile {
  /** `dna`: the bases of FASTA or of letters alone. Default: each byte is a symbol. */
  readonly content?: 'bytes' | 'dna';
  /** Symbols from the beginning. Default: all that validation leaves. */
  readonly length?: number;
  /** Symbols behind them. */
  readonly validation?: number;
  /** Bytes that are left out, as characters: `\n`. */
  readonly without?: string;
}

/** A file of data that the lab does not bring: its name in the folder that `--data` names. */
export interface DataFile {
  readonly file: string;
}

type JsonObject = { readonly [key: string]: unknown };

/** Whether a file in the folder of data is read. */
export function needsData(spec: SequenceSpec): boolean {
  if (!('source' in spec)) return true;
  return Object.values(spec.parameters ?? {}).some(
    (value) => typeof value === 'object' && 'file' in value,
  );
}

/** What a case is given. */
export interface CaseSequence {
  readonly sequence: Sequence;
  readonly validation: Uint8Array | undefined;
  readonly entropyRate: Figure;
}

export interface Folders {
  /** Where files of data are. */
  readonly data: string;
  /** Where a model in JSON may be written. */
  readonly scratch: string;
}

/** Makes or reads a sequence. Throws Unavailable if a file of data is missing, LabError if the specification is wrong. */
export function makeSequence(spec: SequenceSpec, seed: number, folders: Folders): CaseSequence {
  return 'source' in spec ? ofSource(spec, seed, folders) : ofFile(spec, folders);
}

function ofSource(spec: SourceSequence, seed: number, folders: Folders): CaseSequence {
  const source = sourceOf(spec, folders);
  const { validationParameters, parameters } = spec;
  const validationSource =
    validationParameters === undefined
      ? source
      : sourceOf({ ...spec, parameters: { ...parameters, ...validationParameters } }, folders);
  const seedOf = (offset: number) => (seed + 2 * (spec.draw ?? 0) + offset) % (MAX_SEED + 1);
  const symbols = draw(source, spec.length, seedOf(0));
  const { alphabetSize } = source;
  const codes =
    alphabetSize > 62
      ? Uint8Array.from({ length: alphabetSize }, (_, symbol) => symbol)
      : new TextEncoder().encode(alphabetFor(alphabetSize, undefined));
  return {
    sequence: { bytes: fileBytes(symbols, codes), symbols, alphabetSize, codes, info: undefined },
    validation:
      spec.validation === undefined
        ? undefined
        : draw(validationSource, spec.validation, seedOf(1)),
    entropyRate: source.theory().entropyRate,
  };
}

function sourceOf({ source, parameters = {} }: SourceSequence, folders: Folders): Source {
  const kind = SOURCE_KINDS.find(({ name }) => name === source);
  if (kind === undefined) throw new LabError(`there is no source '${source}'`);
  const texts = Object.entries(parameters).map(([name, value]) => {
    if (typeof value !== 'object') return [name, String(value)];
    if ('file' in value) return [name, dataPath(value, folders)];
    mkdirSync(folders.scratch, { recursive: true });
    const path = join(folders.scratch, `${name}.json`);
    writeFileSync(path, JSON.stringify(value.json));
    return [name, path];
  });
  return kind.make(Object.fromEntries(texts));
}

function draw(source: Source, length: number, seed: number): Uint8Array {
  const next = source.start(new Random(seed));
  const symbols = new Uint8Array(length);
  for (let i = 0; i < length; i++) symbols[i] = next();
  return symbols;
}

function ofFile(spec: FileSequence, folders: Folders): CaseSequence {
  const path = dataPath(spec, folders);
  const whole = spec.content === 'dna' ? readDna(path) : bytesOf(path, spec.without);
  const { bytes, symbols, alphabetSize, codes } = whole;
  const { validation = 0, length = symbols.length - validation } = spec;
  if (length < 1 || length + validation > symbols.length)
    throw new LabError(
      `${path}: ${symbols.length} symbols are fewer than ${length} and ${validation}`,
    );
  return {
    // The alphabet is that of the whole file, so that both parts have the same.
    sequence: {
      bytes: bytes.subarray(0, length),
      symbols: symbols.subarray(0, length),
      alphabetSize,
      codes,
      info: undefined,
    },
    validation: validation === 0 ? undefined : symbols.subarray(length, length + validation),
    entropyRate: unknown('a file'),
  };
}

function bytesOf(path: string, without = ''): Sequence {
  const left = new Set(new TextEncoder().encode(without));
  return sequenceOf(Uint8Array.from(readFile(path).filter((byte) => !left.has(byte))), path);
}

function dataPath({ file }: DataFile, { data }: Folders): string {
  const path = join(data, file);
  if (!existsSync(path)) throw new Unavailable(`${file} is not in the folder of data`);
  return path;
}
