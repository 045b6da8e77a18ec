/** The command `source`: sequences of known entropy. */
import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { infoPath, type SourceInfo, writeInfo } from '../data/source-info.js';
import { writeSymbols } from '../data/symbol-file.js';
import { alphabetFor, SYMBOL_FORMATS, type SymbolFormat } from '../data/symbol-format.js';
import { LabError } from '../errors.js';
import { MAX_SEED, Random } from '../random/random.js';
import { SOURCE_KINDS } from '../sources/kinds.js';
import type { Source } from '../sources/source.js';
import { optionName, type SourceKind } from '../sources/source-kind.js';
import { VERSION } from '../version.js';
import { addParameters, quoted, textsOf } from './kind-options.js';
import { integerOption } from './options.js';
import { figureText } from './report.js';

/** Longest sequence: its symbols are counted exactly. */
const MAX_LENGTH = 2 ** 50;
const DEFAULT_LENGTH = 1_000_000;

interface Options {
  readonly length?: number;
  readonly seed: number;
  readonly output?: string;
  readonly format?: SymbolFormat;
  readonly alphabet?: string;
  readonly force?: true;
}

export function addSource(program: Command): void {
  const source = program
    .command('source')
    .description('write a sequence of known entropy, and beside it a JSON with what is known');
  for (const kind of SOURCE_KINDS) {
    const command = source.command(kind.name).description(kind.summary);
    addParameters(command, kind);
    command
      .addOption(
        integerOption('--length <n>', `symbols (default: ${DEFAULT_LENGTH})`, 1, MAX_LENGTH),
      )
      .addOption(integerOption('--seed <n>', 'of the generator', 0, MAX_SEED).default(1))
      .option('--output <file>', `where to (default: ${kind.name}.txt, or .bin if not text)`)
      .addOption(
        new Option('--format <name>', 'a character, byte or bit a symbol').choices(SYMBOL_FORMATS),
      )
      .option('--alphabet <characters>', 'of text, such as 01 (default: ab...)')
      .option('--force', 'replace files that exist')
      .action((options: Options) => write(kind, options));
  }
}

/** Checks everything before the first file is opened. */
function write(kind: SourceKind, options: Options): void {
  const texts = textsOf(kind, options);
  const source = kind.make(texts);
  const layout = layoutOf(source, options);
  const length = lengthOf(source, options.length);
  const path = options.output ?? `${kind.name}.${layout.format === 'text' ? 'txt' : 'bin'}`;
  const info = freePaths(path, options.force === true);
  const { entropyRate, excessEntropy, notes = [] } = source.theory();
  const next = source.start(new Random(options.seed));
  const { codes, ...format } = layout;
  writeSymbols(path, length, next, format.format, codes);
  const about: Omit<SourceInfo, 'command'> = {
    source: kind.name,
    parameters: texts as SourceInfo['parameters'],
    seed: options.seed,
    length,
    alphabetSize: source.alphabetSize,
    ...format,
    entropyRate,
    excessEntropy,
    notes: [...notes],
    version: VERSION,
  };
  writeInfo(info, { ...about, command: commandOf(about, path) });
  console.log(
    `${path}: ${length} symbols\n` +
      `entropy rate ${figureText(entropyRate)} a symbol, excess entropy ${figureText(excessEntropy)}`,
  );
}

interface Layout {
  readonly format: SymbolFormat;
  readonly alphabet?: string;
  /** The byte of each symbol. */
  readonly codes: Uint8Array;
}

function layoutOf({ alphabetSize }: Source, { format: wanted, alphabet: given }: Options): Layout {
  const format = wanted ?? (alphabetSize === 256 ? 'bytes' : 'text');
  if (format === 'bits' && alphabetSize !== 2)
    throw new LabError('--format bits: the source has more than two symbols');
  if (format === 'text') {
    const alphabet = alphabetFor(alphabetSize, given);
    return { format, alphabet, codes: new TextEncoder().encode(alphabet) };
  }
  if (given !== undefined) throw new LabError(`--alphabet has no meaning with --format ${format}`);
  return { format, codes: Uint8Array.from({ length: alphabetSize }, (_, symbol) => symbol) };
}

function lengthOf(source: Source, wanted: number | undefined): number {
  const { length: most = Number.POSITIVE_INFINITY } = source;
  if (wanted !== undefined && wanted > most)
    throw new LabError(`--length: ${wanted} symbols are wanted, the source has ${most}`);
  return wanted ?? Math.min(most, DEFAULT_LENGTH);
}

/** The path of the JSON beside `path`. Throws LabError if a file would be lost. */
function freePaths(path: string, force: boolean): string {
  const info = infoPath(path);
  if (info === path) throw new LabError(`${path}: the JSON beside it would have the same name`);
  for (const file of [path, info])
    if (!force && existsSync(file)) throw new LabError(`${file} exists; --force replaces it`);
  return info;
}

/** The command line that makes the file again. */
function commandOf(about: Omit<SourceInfo, 'command'>, path: string): string {
  const { source, parameters, length, seed, format, alphabet } = about;
  const words = ['foresay-lab', 'source', source];
  for (const [name, text] of Object.entries(parameters)) words.push(optionName(name), text);
  words.push('--length', String(length), '--seed', String(seed), '--format', format);
  if (alphabet !== undefined) words.push('--alphabet', alphabet);
  words.push('--output', path);
  return words.map(quoted).join(' ');
}
