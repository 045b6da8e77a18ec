/** The table of options, one row each. Parsing, suggestions and the test of the help text use it. */

interface Option {
  /** `flag` takes no value. */
  readonly kind: 'flag' | 'value';
  /** The short form: one letter or digit. */
  readonly short?: string;
  /** Other long names of the option. */
  readonly aliases?: readonly string[];
}

const flag = (short?: string, ...aliases: string[]): Option =>
  short === undefined ? { kind: 'flag', aliases } : { kind: 'flag', short, aliases };

const value = (short?: string, ...aliases: string[]): Option =>
  short === undefined ? { kind: 'value', aliases } : { kind: 'value', short, aliases };

/** Long name -> option. The names `1` to `9` are levels. */
export const OPTIONS = {
  compress: flag('z'),
  decompress: flag('d', 'uncompress'),
  test: flag('t'),
  list: flag('l'),
  stdout: flag('c', 'to-stdout'),
  output: value('o'),
  keep: flag('k'),
  rm: flag(),
  force: flag('f'),
  recursive: flag('r'),
  suffix: value('S'),
  'no-name': flag('n'),
  name: flag('N'),
  model: value(),
  kind: value(),
  'block-size': value(),
  dictionary: value('D'),
  network: value(),
  'network-by-hash': flag(),
  'no-learning': flag(),
  epochs: value(),
  threads: value('T'),
  memory: value('M', 'memlimit'),
  'max-size': value(),
  'max-cost': value(),
  quiet: flag('q'),
  verbose: flag('v'),
  json: flag(),
  help: flag('h'),
  version: flag('V'),
  1: flag('1', 'fast'),
  2: flag('2'),
  3: flag('3'),
  4: flag('4'),
  5: flag('5'),
  6: flag('6'),
  7: flag('7'),
  8: flag('8'),
  9: flag('9', 'best'),
} as const satisfies Record<string, Option>;

export type OptionName = `${keyof typeof OPTIONS}`;

/** Every long name, aliases included -> the option. */
export const LONG_NAMES: ReadonlyMap<string, OptionName> = new Map(
  Object.entries(OPTIONS).flatMap(([name, option]: [string, Option]) =>
    [name, ...(option.aliases ?? [])].map((long) => [long, name as OptionName] as const),
  ),
);

type ParseArgsOption = { type: 'boolean' | 'string'; short?: string };

/** The table in the form that node:util.parseArgs takes. */
export const PARSE_ARGS_OPTIONS: Readonly<Record<string, ParseArgsOption>> = Object.fromEntries(
  Object.entries(OPTIONS).flatMap(([name, option]: [string, Option]) => {
    const type = option.kind === 'flag' ? 'boolean' : 'string';
    const own: ParseArgsOption =
      option.short === undefined ? { type } : { type, short: option.short };
    return [[name, own], ...(option.aliases ?? []).map((alias) => [alias, { type }])] as const;
  }) as [string, ParseArgsOption][],
);
