/** Help on models, made from the tables of levels, kinds and fields. */
import { KIND_NAMES, KINDS } from '../kinds/kinds.js';
import {
  DEFAULT_LEVEL,
  LEVEL_BLOCK_SIZES,
  LEVEL_NUMBERS,
  levelAbout,
  WORTH_FROM,
} from '../kinds/levels.js';
import {
  MIX_FIELDS,
  NETWORK_FIELDS,
  SPEC_FIELDS,
  type SpecField,
  SYMBOL_FIELDS,
} from '../model/fields.js';
import { describeRange, MAX_SYMBOLS } from '../model/spec-values.js';

/** Lines of a terminal, without the one of the prompt. */
const ROWS = 23;

export function levelsHelp(): string {
  const rows = LEVEL_NUMBERS.map((level): [string, string] => {
    const blockSize = LEVEL_BLOCK_SIZES[level] / 2 ** 20;
    const isDefault = level === DEFAULT_LEVEL ? '  (default)' : '';
    return [`-${level}`, `${levelAbout(level)}, blocks of ${blockSize}M${isDefault}`];
  });
  return `\
Levels
  Names for models, from the fastest to the one that compresses most.
${table(rows)}
  Networks learn slowly: of less than ${WORTH_FROM[7] / 2 ** 10}K, -7 to -9 are as -6; of less
  than ${WORTH_FROM[9] / 2 ** 20}M, -8 and -9 are as -7.
  --fast is -1, --best is -9. --model SPEC gives another model (--help model).
  A file's parts get what suits their kind; --kind KIND says it is all of one:
${table(KIND_NAMES.map((kind) => [kind, KINDS[kind].about]))}`;
}

export function modelHelp(): string {
  const { cell, width, layers, ...others } = NETWORK_FIELDS;
  const { prior } = SPEC_FIELDS;
  return `\
Model: 'CELL(WIDTHxLAYERS,FIELD=VALUE,...)', 'mix(...)' or 'mix(...)+CELL(...)'
  CELL: ${cell.values.join(', ')}; WIDTH (${width.initial}), LAYERS (${layers.initial}). More FIELDs: --help mix
${fieldTable({ ...others, prior })}`;
}

export function mixHelp(): string {
  return `\
Mix: --model 'mix(FIELD=VALUE,...)', as in 'mix(orders=1+2+3,words=word+skip)'
  Experts whose predictions are mixed, alone or with a network (--help model).
  Sets are sums of members; --help FIELD lists them, as in --help words.

${fieldTable(MIX_FIELDS)}`;
}

export function symbolsHelp(): string {
  return `\
Symbols: --model 'mix(FIELD=VALUE,...)', as in 'mix(symbolOrders=2+4+11,strands=both)'
  Experts of streams of at most ${MAX_SYMBOLS} byte values, such as DNA. They predict whole symbols, not
  bits, and take the place of the experts of --help mix; a network may stand beside.
  Sets are sums of members; --help FIELD lists them, as in --help repeats.

${fieldTable(SYMBOL_FIELDS)}`;
}

/**
 * Help on a field of a model. A list of members that is longer than a terminal has pages: the second page of `records` is
 * the topic `records-2`. Undefined for a topic that is none of these.
 */
export function fieldHelp(topic: string): string | undefined {
  const [, name = '', number = '1'] = /^(\w+?)(?:-(\d+))?$/.exec(topic) ?? [];
  if (!Object.hasOwn(SPEC_FIELDS, name)) return undefined;
  return fieldPages(name as keyof typeof SPEC_FIELDS)[Number(number) - 1];
}

/** The pages of help on a field. */
export function fieldPages(name: keyof typeof SPEC_FIELDS): readonly string[] {
  const field: SpecField = SPEC_FIELDS[name];
  const title = `${name}: ${field.about}`;
  if (field.kind !== 'set')
    return [`${title}\n  ${describeRange(field)}; default ${field.initial}\n`];
  const head = [title, ...field.terms.map((line) => `  ${line}`)].join('\n');
  const rows = field.members.map((member, i): [string, string] => [
    member,
    String(field.meanings[i]),
  ]);
  const most = ROWS - 1 - field.terms.length;
  if (rows.length <= most) return [`${head}\n${table(rows)}`];
  const size = most - 1;
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, page) => {
    const part = table(rows.slice(page * size, (page + 1) * size));
    const isLast = (page + 1) * size >= rows.length;
    return `${head}\n${part}${isLast ? '' : `  More: --help ${name}-${page + 2}\n`}`;
  });
}

function fieldTable(fields: Readonly<Record<string, SpecField>>): string {
  return table(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.kind === 'set' ? field.about : `${field.about} (${field.initial})`,
    ]),
  );
}

/** Two columns, indented. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`).join('');
}
