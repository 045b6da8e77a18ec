/** The command line, parsed and checked. */
import { parseArgs } from 'node:util';
import { MAX_BLOCK_LENGTH } from '../../archive/format.js';
import { KIND_NAMES, type Kind } from '../../kinds/kinds.js';
import { availableMemory } from '../../node/platform.js';
import { MAX_THREADS } from '../../pipeline/settings.js';
import { MAX_EPOCHS } from '../../train/fields.js';
import { DEFAULT_SUFFIX } from '../io/naming.js';
import { STDIN_PATH } from '../io/standard-input.js';
import { parseCount, parseShare, parseSize } from './numbers.js';
import { LONG_NAMES, OPTIONS, type OptionName, PARSE_ARGS_OPTIONS } from './options.js';

export type Action = 'compress' | 'decompress' | 'test' | 'list' | 'help' | 'version';

export interface Command {
  readonly action: Action;
  /** File names as given; `-` is standard input. Without names the list is `-`. */
  readonly files: readonly string[];
  readonly toStdout: boolean;
  readonly output: string | undefined;
  readonly force: boolean;
  /** Delete each source after its result is on the disk. */
  readonly removeSource: boolean;
  readonly recursive: boolean;
  readonly suffix: string;
  /** Store name and modification time in the archive; when decompressing, restore them. */
  readonly storeName: boolean;
  readonly level: number | undefined;
  readonly model: string | undefined;
  /** The kind of the data; undefined and `auto`: detected. */
  readonly kind: Kind | 'auto' | undefined;
  /** Bytes. */
  readonly blockSize: number | undefined;
  /** Path of the dictionary. */
  readonly dictionary: string | undefined;
  /** Path of the network. */
  readonly network: string | undefined;
  /** Store the network's checksum alone in the archive. */
  readonly networkByHash: boolean;
  /** Whether the network's weights change while it codes. */
  readonly networkLearns: boolean;
  /** Passes of the training of a network on the file. Undefined: no training. */
  readonly epochs: number | undefined;
  /** Undefined: the number of cores. */
  readonly threads: number | undefined;
  /** Bytes. Undefined: the default share of the machine. */
  readonly memory: number | undefined;
  /** Largest decoded size of an archive, in bytes. Undefined: no limit. */
  readonly maxSize: number | undefined;
  /** Most multiply-adds per byte that a model may take. Undefined: the default. */
  readonly maxCost: number | undefined;
  /** 0 reports warnings and errors. Each -v adds one, each -q subtracts one. */
  readonly verbosity: number;
  readonly json: boolean;
  readonly topic: string | undefined;
}

/** The command line is invalid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Parses the arguments after the program's name; throws UsageError. */
export function parseCommand(args: readonly string[]): Command {
  const { given, counts, values, files } = scan(args);
  const action = lastOf(given, ['help', 'version']) ?? lastOf(given, MODES) ?? 'compress';
  const text = <T>(name: OptionName, parse: (text: string) => T | undefined, expected: string) => {
    const raw = values.get(name);
    if (raw === undefined) return undefined;
    const value = parse(raw);
    if (value === undefined) throw new UsageError(`--${name}: '${raw}' is not ${expected}`);
    return value;
  };
  const threads = text(
    'threads',
    (s) => parseCount(s, 0, MAX_THREADS),
    `a number from 0 to ${MAX_THREADS}`,
  );
  const memory = text(
    'memory',
    (s) => parseShare(s, availableMemory()),
    'a size (512M, 2G) or share (50%)',
  );
  const level = lastOf(given, [...LEVEL_NAMES, 'model']); // the last one counts
  const command: Command = {
    action,
    files: files.length > 0 || action === 'help' ? files : [STDIN_PATH],
    toStdout: given.includes('stdout') || values.get('output') === '-',
    output: values.get('output') === '-' ? undefined : values.get('output'),
    force: given.includes('force'),
    removeSource: lastOf(given, ['rm', 'keep']) === 'rm',
    recursive: given.includes('recursive'),
    suffix: text('suffix', validSuffix, 'a file name suffix') ?? DEFAULT_SUFFIX,
    storeName: lastOf(given, ['name', 'no-name']) === 'name',
    level: level === undefined || level === 'model' ? undefined : Number(level),
    model: level === 'model' ? values.get('model') : undefined,
    kind: text('kind', validKind, `auto, ${KIND_NAMES.join(', ')}`),
    blockSize: text('block-size', validBlockSize, 'a size from 1 to 256M'),
    dictionary: text('dictionary', (s) => s || undefined, 'a file'),
    network: text('network', (s) => s || undefined, 'a file'),
    networkByHash: given.includes('network-by-hash'),
    networkLearns: !given.includes('no-learning'),
    epochs: text('epochs', (s) => parseCount(s, 1, MAX_EPOCHS), `a number from 1 to ${MAX_EPOCHS}`),
    threads: threads === 0 ? undefined : threads,
    memory: memory === 0 ? undefined : memory,
    maxSize: text('max-size', parseSize, 'a size (512M, 2G)'),
    maxCost: text('max-cost', validCost, 'a number of multiply-adds (1G, 64G)'),
    verbosity: (counts.get('verbose') ?? 0) - (counts.get('quiet') ?? 0),
    json: given.includes('json'),
    topic: action === 'help' ? (values.get('help') ?? files[0]) : undefined,
  };
  rejectContradictions(command);
  return command;
}

const MODES = ['compress', 'decompress', 'test', 'list'] as const;
const LEVEL_NAMES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** A token of parseArgs. Short options that share an argument (`-dk`) are several tokens with the same index. */
interface Token {
  readonly index: number;
  /** As given: `-9`, `--best`. Undefined for a positional argument. */
  readonly rawName?: string;
}

interface Scan {
  /** Options in the order given. */
  readonly given: readonly OptionName[];
  readonly counts: ReadonlyMap<OptionName, number>;
  readonly values: ReadonlyMap<OptionName, string>;
  readonly files: readonly string[];
}

function scan(args: readonly string[]): Scan {
  const { tokens } = parseArgs({
    args: [...args],
    options: PARSE_ARGS_OPTIONS,
    strict: false, // the messages below are shorter than those of parseArgs
    allowPositionals: true,
    tokens: true,
  });
  const given: OptionName[] = [];
  const counts = new Map<OptionName, number>();
  const values = new Map<OptionName, string>();
  const files: string[] = [];
  rejectLevelsRunTogether(args, tokens);
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind !== 'option') continue;
    const name = LONG_NAMES.get(token.name);
    // `-9` is a level, `--9` is not an option.
    if (!name || (token.rawName.startsWith('--') && /^\d$/.test(token.name)))
      throw new UsageError(`unknown option ${token.rawName}${suggestion(token.name)}`);
    if (OPTIONS[name as keyof typeof OPTIONS].kind === 'value' && token.value === undefined)
      throw new UsageError(`${token.rawName} needs a value`);
    if (
      OPTIONS[name as keyof typeof OPTIONS].kind === 'flag' &&
      token.value !== undefined &&
      name !== 'help'
    )
      throw new UsageError(`${token.rawName} takes no value`);
    given.push(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (token.value !== undefined) values.set(name, token.value);
  }
  return { given, counts, values, files };
}

/** Rejects `-12`, which is not -1 and -2, and `-0`. In separate arguments (-1 -2) the last level counts. */
function rejectLevelsRunTogether(args: readonly string[], tokens: readonly Token[]): void {
  const digits = tokens.filter(({ rawName }) => rawName !== undefined && /^-\d$/.test(rawName));
  for (const [i, { index, rawName }] of digits.entries())
    if (rawName === '-0' || digits[i + 1]?.index === index)
      throw new UsageError(`${args[index]}: levels are 1 to 9`);
}

/** A hint for an unknown option: the only long name with the same first four characters. */
function suggestion(name: string): string {
  const near = [...LONG_NAMES.keys()].filter(
    (long) => long.length > 1 && name.length > 1 && long.startsWith(name.slice(0, 4)),
  );
  return near.length === 1 ? `; did you mean --${near[0]}?` : '';
}

function lastOf<T extends OptionName>(
  given: readonly OptionName[],
  names: readonly T[],
): T | undefined {
  return given.findLast((name): name is T => (names as readonly OptionName[]).includes(name));
}

function validSuffix(text: string): string | undefined {
  return text === '' || text.includes('/') ? undefined : text;
}

function validKind(text: string): Kind | 'auto' | undefined {
  return text === 'auto' ? text : KIND_NAMES.find((kind) => kind === text);
}

function validBlockSize(text: string): number | undefined {
  const bytes = parseSize(text);
  return bytes !== undefined && bytes >= 1 && bytes <= MAX_BLOCK_LENGTH ? bytes : undefined;
}

function validCost(text: string): number | undefined {
  const cost = parseSize(text);
  return cost !== undefined && cost >= 1 ? cost : undefined;
}

function rejectContradictions(command: Command): void {
  if (command.epochs !== undefined && command.network !== undefined)
    throw new UsageError('--epochs trains a network, so it excludes --network');
  if (command.toStdout && command.output !== undefined)
    throw new UsageError('-c and -o exclude each other');
  if (command.output !== undefined && (command.files.length > 1 || command.recursive))
    throw new UsageError('-o takes exactly one input');
  if (command.output !== undefined && (command.action === 'test' || command.action === 'list'))
    throw new UsageError(`-o has no meaning with --${command.action}`);
  if (command.maxSize !== undefined && (command.action === 'compress' || command.action === 'list'))
    throw new UsageError(`--max-size has no meaning with --${command.action}`);
  if (command.removeSource && (command.toStdout || command.files.includes(STDIN_PATH)))
    throw new UsageError('--rm needs files to read and files to write');
  if (command.removeSource && (command.action === 'test' || command.action === 'list'))
    throw new UsageError(`--rm has no meaning with --${command.action}`);
}
