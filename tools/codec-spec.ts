/**
 * Writes the codec's side of the spec: assembly/spec.generated.ts, from the table of fields (src/model/fields.ts) and the
 * plan's words (src/codec/protocol.ts). So no count, order, range or member is typed a second time in assembly/. The
 * same for training: assembly/train/fields.generated.ts, from src/train/fields.ts.
 */
import { writeFileSync } from 'node:fs';
import { FAMILIES, PLAN, STATUS, TRACE } from '../src/codec/protocol.js';
import {
  MIX_FIELDS,
  NETWORK_FIELDS,
  SPEC_FIELDS,
  type SpecField,
  SYMBOL_FIELDS,
} from '../src/model/fields.js';
import { MAX_SYMBOLS } from '../src/model/spec-values.js';
import { LONGEST_DELAY, TRAINING_FIELDS } from '../src/train/fields.js';

type Entry = readonly [name: string, field: SpecField];

/** The fields that the codec reads, in the order of their words. */
const FIELDS = entriesOf(SPEC_FIELDS);

function entriesOf(fields: Readonly<Record<string, SpecField>>): Entry[] {
  return Object.entries(fields).filter(([, { host }]) => !host);
}

/** `wordShape` as WORD_SHAPE. A name that begins with a digit gets a line in front: `23` as _23. */
function constantName(name: string): string {
  const upper = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  return /^\d/.test(upper) ? `_${upper}` : upper;
}

/** An enumeration; `meanings`: a line for each constant. */
function constants(
  about: string,
  name: string,
  values: Readonly<Record<string, number>>,
  meanings: readonly string[] = [],
): string {
  const lines = Object.entries(values).flatMap(([key, value], index) => [
    ...(meanings[index] ? [`  /** ${meanings[index]} */`] : []),
    `  ${key} = ${value},`,
  ]);
  return [`/** ${about} */`, `export const enum ${name} {`, ...lines, '}'].join('\n');
}

/** The values of a choice, or the members of a set: by name, or as a list where all are numbers. */
function membersOf([name, field]: Entry): string | undefined {
  if (field.kind === 'number') return undefined;
  const constant = constantName(name);
  const members = field.kind === 'choice' ? field.values : field.members;
  if (members.every((member) => /^\d+$/.test(member)))
    return (
      `/** ${sentence(field.about)} The length that each member means, a byte each. */\n` +
      `export const ${constant}_LENGTHS = memory.data<u8>([${members.join(', ')}]);`
    );
  const numbers = Object.fromEntries(members.map((member, i) => [constantName(member), i]));
  const meanings = field.kind === 'set' ? field.meanings : [];
  return constants(sentence(field.about), constant, numbers, meanings);
}

function sentence(about: string): string {
  return `${about.charAt(0).toUpperCase()}${about.slice(1)}.`;
}

/** `finalSelect` has the members of `select`. */
function isRepeated([, field]: Entry, index: number): boolean {
  if (field.kind !== 'set') return false;
  const members = field.members.join();
  return FIELDS.slice(0, index).some(
    ([, other]) => other.kind === 'set' && other.members.join() === members,
  );
}

function typeOf(field: SpecField): 'i32' | 'u32' | 'f32' {
  if (field.kind === 'set') return 'u32';
  return field.kind === 'number' && field.decimals > 0 ? 'f32' : 'i32';
}

function readerOf(field: SpecField, index: number): string {
  const word = `load<i32>(words, ${4 * index})`;
  if (typeOf(field) !== 'f32') return word;
  return `f32(${word}) * f32(1e-${field.kind === 'number' ? field.decimals : 0})`;
}

/** A class with the values of `entries`, some of the fields. `getters`: what else it has. */
function struct(
  about: string,
  name: string,
  entries: readonly Entry[],
  getters = '',
  fields: readonly Entry[] = FIELDS,
): string {
  const first = fields.findIndex(([name]) => name === entries[0]?.[0]);
  return [
    `/** ${about} */`,
    `export class ${name} {`,
    ...entries.flatMap(([name, field]) => [
      `  /** ${sentence(field.about)} */`,
      `  readonly ${name}: ${typeOf(field)};`,
    ]),
    '',
    '  /** `words`: the address of the words of all fields. */',
    '  constructor(words: usize) {',
    ...entries.map(([name, field], i) => `    this.${name} = ${readerOf(field, first + i)};`),
    '  }',
    `${getters}}`,
  ].join('\n');
}

/** The smallest and the largest word that a field may have, and what it must be a multiple of. */
function rangeOf(field: SpecField): readonly [min: number, max: number, step: number] {
  if (field.kind === 'choice') return [0, field.values.length - 1, 1];
  if (field.kind === 'set') return [0, 2 ** field.members.length - 1, 1];
  return [field.min, field.max, field.step];
}

function ranges(fields: readonly Entry[]): string {
  const lines = fields.map(([name, field]) => `  ${rangeOf(field).join(', ')}, // ${name}`);
  return [
    '/** For each word: the smallest and the largest value, and what it is a multiple of (i32 each). */',
    'export const RANGES = memory.data<i32>([',
    ...lines,
    ']);',
  ].join('\n');
}

const expertsOf = (fields: Readonly<Record<string, SpecField>>) =>
  entriesOf(fields).filter(([, field]) => field.kind === 'set' && field.expert);
const hasExperts = (fields: Readonly<Record<string, SpecField>>) => `
  /** Whether there is an expert. */
  get hasExperts(): bool {
    return (${expertsOf(fields)
      .map(([name]) => `this.${name}`)
      .join(' | ')}) != 0;
  }
`;
const salts = expertsOf(MIX_FIELDS).flatMap(([name, field]) =>
  field.kind === 'set' && field.salt !== undefined ? [[constantName(name), field.salt]] : [],
);
const countOf = (name: keyof typeof MIX_FIELDS) => {
  const field: SpecField = MIX_FIELDS[name];
  return field.kind === 'set' ? field.members.length : 0;
};

const parts = [
  '/** The spec as the codec reads it. Made by tools/codec-spec.ts. */',
  constants('Where the words of the plan are (src/codec/protocol.ts).', 'PLAN', {
    ...PLAN,
    WORDS: PLAN.SPEC + FIELDS.length,
  }),
  constants('Results that are no count (src/codec/protocol.ts).', 'STATUS', STATUS),
  constants('Where the words of a row of a trace are (src/codec/protocol.ts).', 'TRACE', TRACE),
  constants('The families of experts (src/codec/protocol.ts).', 'FAMILY', {
    ...Object.fromEntries(FAMILIES.map((name, i) => [constantName(name), i])),
    COUNT: FAMILIES.length,
  }),
  ...FIELDS.filter((entry, index) => !isRepeated(entry, index)).flatMap(
    (entry) => membersOf(entry) ?? [],
  ),
  constants('How many members a field has.', 'COUNT', { SELECT: countOf('select') }),
  constants('The largest value of a field, and most symbols of an alphabet.', 'MAX', {
    NGRAMS: NETWORK_FIELDS.ngrams.max,
    SYMBOLS: MAX_SYMBOLS,
  }),
  constants(
    "What is added to the numbers of a field's members in the hashes of their contexts.",
    'SALT',
    Object.fromEntries(salts),
  ),
  ranges(FIELDS),
  struct('What a network is made of.', 'NetworkSpec', entriesOf(NETWORK_FIELDS)),
  struct(
    'What a mix of experts is made of. Sets have a bit a member.',
    'MixSpec',
    entriesOf(MIX_FIELDS),
    hasExperts(MIX_FIELDS),
  ),
  struct(
    'What a mix of experts of symbols is made of. Sets have a bit a member.',
    'SymbolSpec',
    entriesOf(SYMBOL_FIELDS),
    hasExperts(SYMBOL_FIELDS),
  ),
];

writeFileSync('assembly/spec.generated.ts', `${parts.join('\n\n')}\n`);

const training: readonly Entry[] = Object.entries(TRAINING_FIELDS);
const trainingParts = [
  '/** The configuration as the training module reads it. Made by tools/codec-spec.ts. */',
  membersOf(['cell', TRAINING_FIELDS.cell]),
  membersOf(['optimizer', TRAINING_FIELDS.optimizer]),
  constants('How many words there are.', 'COUNT', { WORDS: training.length }),
  constants('The largest value of what follows from several fields.', 'MAX', {
    DELAY: LONGEST_DELAY,
  }),
  ranges(training),
  struct('What is trained, and how.', 'TrainingSpec', training, '', training),
];

writeFileSync('assembly/train/fields.generated.ts', `${trainingParts.join('\n\n')}\n`);
