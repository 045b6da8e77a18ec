/** What a recurrence is, and its form in a header; FORMAT.md, "Splitters". */
import type { ByteSource } from '../../bytes/byte-source.js';

/** Longest lag, symbols. */
export const MAX_LAG = 4096;

/** Most lags of an exclusive or of bits and, for each byte of a word, of words: they bound the work of a byte. */
const MAX_BIT_LAGS = 2048;
const MAX_PACKED_LAGS = 512;
const MAX_WORD_LAGS = 128;

/** Most terms of a sum. */
const MAX_TERMS = 8;

/** Words between a word of the Mersenne Twister and the oldest that it depends on. */
export const TWISTER_ORDER = 624;

/** An integer of 64 bits: its low and its high half, each from 0 to 2^32 - 1. */
export interface Long {
  readonly low: number;
  readonly high: number;
}

/** How symbols stand in bytes. `unit`: bytes that are read together. */
export type Layout =
  | { readonly form: 'values'; readonly unit: 1; readonly zero: number; readonly one: number }
  | { readonly form: 'bits'; readonly unit: 1; readonly highestFirst: boolean }
  | { readonly form: 'words'; readonly unit: 1 | 2 | 4 | 8; readonly highestFirst: boolean };

export interface Term {
  readonly lag: number;
  readonly factor: Long;
}

/** How a symbol follows from those before it. Lags ascend. */
export type Rule =
  | { readonly kind: 'xor'; readonly inverted: boolean; readonly lags: readonly number[] }
  | { readonly kind: 'sum'; readonly terms: readonly Term[]; readonly summand: Long }
  | { readonly kind: 'twister' }
  | {
      readonly kind: 'hidden';
      /** Bits of the state, and its lowest bits that are not shown. */
      readonly bits: number;
      readonly shift: number;
      readonly factor: Long;
      readonly summand: Long;
      /** The state that the first symbol shows. */
      readonly state: Long;
    };

export interface Recurrence {
  readonly layout: Layout;
  /** Bytes before the first unit, and the number of units. */
  readonly offset: number;
  readonly units: number;
  readonly rule: Rule;
}

/** Numbers of layouts: 0 two values, 1 and 2 bits, from WORDS on words: two orders of bytes for each size above 1. */
const WORDS: readonly Layout[] = [
  { form: 'words', unit: 1, highestFirst: false },
  { form: 'words', unit: 2, highestFirst: false },
  { form: 'words', unit: 2, highestFirst: true },
  { form: 'words', unit: 4, highestFirst: false },
  { form: 'words', unit: 4, highestFirst: true },
  { form: 'words', unit: 8, highestFirst: false },
  { form: 'words', unit: 8, highestFirst: true },
];
const FIRST_WORDS = 3;

const RULES = ['xor', 'sum', 'twister', 'hidden'] as const;

/** Bits of a symbol. */
export function symbolBits({ form, unit }: Layout): number {
  return form === 'words' ? 8 * unit : 1;
}

/** Symbols that the first prediction needs. */
export function orderOf(rule: Rule): number {
  switch (rule.kind) {
    case 'xor':
      return rule.lags.at(-1) ?? 0;
    case 'sum':
      return rule.terms.at(-1)?.lag ?? 0;
    case 'twister':
      return TWISTER_ORDER;
    case 'hidden':
      return 0;
  }
}

/** Units that hold the first symbols; for two values, the bytes that their bits take. */
export function stateBytes({ layout, rule }: Pick<Recurrence, 'layout' | 'rule'>): number {
  const order = orderOf(rule);
  return layout.form === 'words' ? order * layout.unit : Math.ceil(order / 8);
}

/** Units that are not predicted. */
export function firstUnits({ layout, rule }: Pick<Recurrence, 'layout' | 'rule'>): number {
  const order = orderOf(rule);
  return layout.form === 'bits' ? Math.ceil(order / 8) : order;
}

export function parametersOf({ layout, offset, units, rule }: Recurrence): number[] {
  const number =
    layout.form === 'values'
      ? 0
      : layout.form === 'bits'
        ? 1 + Number(layout.highestFirst)
        : FIRST_WORDS +
          WORDS.findIndex(
            ({ unit, form, ...rest }) =>
              unit === layout.unit &&
              (unit === 1 || ('highestFirst' in rest && rest.highestFirst === layout.highestFirst)),
          );
  return [
    number,
    ...(layout.form === 'values' ? [layout.zero, layout.one] : []),
    offset,
    units,
    RULES.indexOf(rule.kind),
    ...ruleParameters(rule),
  ];
}

function ruleParameters(rule: Rule): number[] {
  const halves = ({ low, high }: Long) => [low, high];
  switch (rule.kind) {
    case 'xor':
      return [Number(rule.inverted), rule.lags.length, ...gaps(rule.lags)];
    case 'sum': {
      const steps = gaps(rule.terms.map(({ lag }) => lag));
      const terms = rule.terms.flatMap(({ factor }, i) => [steps[i] as number, ...halves(factor)]);
      return [rule.terms.length, ...terms, ...halves(rule.summand)];
    }
    case 'twister':
      return [];
    case 'hidden':
      return [
        rule.bits,
        rule.shift,
        ...halves(rule.factor),
        ...halves(rule.summand),
        ...halves(rule.state),
      ];
  }
}

function gaps(lags: readonly number[]): number[] {
  return lags.map((lag, i) => lag - (lags[i - 1] ?? 0));
}

const WORD = 2 ** 32 - 1;

/** The parameters as they stand in a header: so many as the first of them say. */
export function readParameters(source: ByteSource): number[] {
  const parameters: number[] = [];
  const next = (what: string, max = WORD): number => {
    const value = source.varint(what, max);
    parameters.push(value);
    return value;
  };
  const long = (what: string) => {
    next(what);
    next(what);
  };
  if (next('layout of symbols', FIRST_WORDS + WORDS.length - 1) === 0) {
    next('value of a symbol', 255);
    next('value of a symbol', 255);
  }
  next('offset of symbols');
  next('number of units');
  switch (RULES[next('rule of a recurrence', RULES.length - 1)]) {
    case 'xor': {
      next('inversion', 1);
      const lags = next('number of lags', MAX_BIT_LAGS);
      for (let i = 0; i < lags; i++) next('lag', MAX_LAG);
      break;
    }
    case 'sum': {
      const terms = next('number of terms', MAX_TERMS);
      for (let i = 0; i < terms; i++) {
        next('lag', MAX_LAG);
        long('factor');
      }
      long('summand');
      break;
    }
    case 'hidden':
      next('bits of a state', 64);
      next('bits that are hidden', 63);
      for (const what of ['factor', 'summand', 'state']) long(what);
  }
  return parameters;
}

/** Inverse of parametersOf for `length` bytes; undefined for parameters that break a rule of the format. */
export function recurrenceOf(
  parameters: readonly number[],
  length: number,
): Recurrence | undefined {
  let at = 0;
  const next = () => parameters[at++] ?? -1;
  const layout = layoutNumbered(next(), next);
  if (!layout) return undefined;
  const offset = next();
  const units = next();
  const rule = ruleNumbered(next(), next, layout);
  if (!rule || at !== parameters.length) return undefined;
  const recurrence = { layout, offset, units, rule };
  const isFull = offset >= 0 && offset + units * layout.unit <= length;
  return isFull && firstUnits(recurrence) < units ? recurrence : undefined;
}

function layoutNumbered(number: number, next: () => number): Layout | undefined {
  if (number === 0) {
    const zero = next();
    const one = next();
    const isRight = zero !== one && zero >= 0 && one >= 0 && zero < 256 && one < 256;
    return isRight ? { form: 'values', unit: 1, zero, one } : undefined;
  }
  if (number < FIRST_WORDS)
    return number > 0 ? { form: 'bits', unit: 1, highestFirst: number === 2 } : undefined;
  return WORDS[number - FIRST_WORDS];
}

function ruleNumbered(number: number, next: () => number, layout: Layout): Rule | undefined {
  const kind = RULES[number];
  const bits = symbolBits(layout);
  const long = (): Long => ({ low: next(), high: next() });
  const fits = ({ low, high }: Long, size: number) =>
    low >= 0 &&
    high >= 0 &&
    (size < 32 ? low < 2 ** size && high === 0 : size < 64 ? high < 2 ** (size - 32) : true) &&
    low <= WORD &&
    high <= WORD;
  let lag = 0;
  const nextLag = (): number => {
    const gap = next();
    lag = gap >= 1 && lag + gap <= MAX_LAG ? lag + gap : Number.NaN;
    return lag;
  };
  if (kind === 'xor') {
    const inverted = next();
    const count = next();
    if (inverted < 0 || inverted > 1 || count < 1 || count > mostLags(layout)) return undefined;
    const lags = Array.from({ length: count }, nextLag);
    return Number.isNaN(lag) ? undefined : { kind, inverted: inverted === 1, lags };
  }
  if (layout.form !== 'words') return undefined;
  if (kind === 'sum') {
    const count = next();
    if (count < 1 || count > MAX_TERMS) return undefined;
    const terms = Array.from({ length: count }, () => ({ lag: nextLag(), factor: long() }));
    const summand = long();
    const isRight = [summand, ...terms.map(({ factor }) => factor)].every((n) => fits(n, bits));
    return isRight && !Number.isNaN(lag) ? { kind, terms, summand } : undefined;
  }
  if (kind === 'twister') return layout.unit === 4 ? { kind } : undefined;
  if (kind !== 'hidden') return undefined;
  const stateBits = next();
  const shift = next();
  const rule: Rule = {
    kind,
    bits: stateBits,
    shift,
    factor: long(),
    summand: long(),
    state: long(),
  };
  const isRight =
    shift >= 0 &&
    stateBits >= 1 &&
    stateBits <= 64 &&
    shift < stateBits &&
    [rule.factor, rule.summand, rule.state].every((n) => fits(n, stateBits));
  return isRight ? rule : undefined;
}

/** Most lags of an exclusive or. */
export function mostLags(layout: Layout): number {
  if (layout.form === 'words') return MAX_WORD_LAGS * layout.unit;
  return layout.form === 'values' ? MAX_BIT_LAGS : MAX_PACKED_LAGS;
}
