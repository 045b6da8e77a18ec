/** Parameters of sources: text from the command line becomes a checked value. */
import { LabError } from '../errors.js';

/** How one parameter is written and read. */
export interface Parameter<T> {
  /** What stands for the value in the help: `bits`, `a,b`. */
  readonly value: string;
  readonly help: string;
  /** As the user would write it. Absent: the parameter must be given. */
  readonly fallback?: string;
  /** Throws LabError, without the parameter's name, for text that is no value. */
  parse(text: string): T;
}

/** Parameters by name, in camel case. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The values of parameters. */
export type Values<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

interface Description {
  readonly value: string;
  readonly help: string;
  readonly fallback?: string;
}

/** An integer from `min` to `max`. */
export function integer(min: number, max: number, description: Description): Parameter<number> {
  return { ...description, parse: (text) => parseInteger(text, min, max) };
}

/** An integer from 0 to 2^64 - 1, in decimal or after 0x in hexadecimal. */
export function bigInteger(description: Description): Parameter<bigint> {
  return {
    ...description,
    parse(text) {
      const value = /^(\d+|0x[\da-f]+)$/i.test(text) ? BigInt(text) : -1n;
      if (value !== BigInt.asUintN(64, value))
        throw new LabError(`'${text}' is not a whole number from 0 to 2^64 - 1`);
      return value;
    },
  };
}

/** A probability, 0 to `max`. */
export function probability(max: number, description: Description): Parameter<number> {
  return {
    ...description,
    parse(text) {
      const value = Number(text);
      if (text.trim() === '' || !(value >= 0 && value <= max))
        throw new LabError(`'${text}' is not a number from 0 to ${max}`);
      return value;
    },
  };
}

/** Integers from `min` to `max` with commas between them, at least `count` of them. */
export function integers(
  count: number,
  min: number,
  max: number,
  description: Description,
): Parameter<readonly number[]> {
  return {
    ...description,
    parse(text) {
      const values = text.split(',').map((part) => parseInteger(part, min, max));
      if (values.length < count) throw new LabError(`'${text}' is not ${count} numbers or more`);
      return values;
    },
  };
}

/** Numbers with commas between them. */
export function numbers(description: Description): Parameter<readonly number[]> {
  return {
    ...description,
    parse(text) {
      const values = text
        .split(',')
        .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
      if (!values.every(Number.isFinite)) throw new LabError(`'${text}' is not a list of numbers`);
      return values;
    },
  };
}

/** One of some words. */
export function choice<const T extends string>(
  words: readonly T[],
  description: Omit<Description, 'value'>,
): Parameter<T> {
  return {
    ...description,
    value: words.join('|'),
    parse(text) {
      const word = words.find((one) => one === text);
      if (word === undefined) throw new LabError(`'${text}' is not one of ${words.join(', ')}`);
      return word;
    },
  };
}

/** The path of a file. */
export function path(description: Description): Parameter<string> {
  return {
    ...description,
    parse(text) {
      if (text === '') throw new LabError('the path is empty');
      return text;
    },
  };
}

/** Reads an integer such as 1000000, 1_000_000, 1e6, 10^6, 500k or 1M; throws LabError outside `min` to `max`. */
export function parseInteger(text: string, min: number, max: number): number {
  const value = integerOf(text.replaceAll('_', ''));
  if (!(Number.isSafeInteger(value) && value >= min && value <= max))
    throw new LabError(`'${text}' is not a whole number from ${min} to ${max}`);
  return value;
}

const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9 };

function integerOf(text: string): number {
  const power = /^(\d+)\^(\d+)$/.exec(text);
  if (power) return Number(power[1]) ** Number(power[2]);
  const scaled = /^(\d+)([kMG])$/.exec(text);
  if (scaled) return Number(scaled[1]) * (SUFFIXES[scaled[2] as string] as number);
  return /^\d+(e\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
