/** The values of an option in a sweep, from the command line: a list, a range, or a range with equal ratios. */
import { LabError } from '../errors.js';
import { power } from '../random/power.js';
import type { Random } from '../random/random.js';

export interface Axis {
  /** What a grid visits. Undefined: a range without steps, which only a random search can draw from. */
  readonly values: readonly string[] | undefined;
  /** A value for a random search: one of `values`, or a number of the range with four significant digits. */
  draw(random: Random): string;
}

const MAX_VALUES = 100_000;
const NUMBER = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?';
const RANGE = new RegExp(`^(log:)?(${NUMBER})\\.\\.(${NUMBER})(?::(${NUMBER}))?$`, 'i');

/**
 * Reads `16,32,64`, `1..8` (whole numbers), `0.1..0.9:0.2` (steps of 0.2), `0.1..0.9`, `log:1e-4..1e-2` or
 * `log:1e-4..1e-2:5` (five values with equal ratios). A comma in
 * parentheses or after a backslash is part of a value. Throws LabError.
 *
 * @param numeric Whether the values are numbers: 0.001 and 1e-3 are then the same one.
 */
export function parseAxis(text: string, numeric = false): Axis {
  const [, log, from = '', to = '', last] = RANGE.exec(text) ?? [];
  if (from === '') return listed(items(text, numeric));
  const [low, high] = [Number(from), Number(to)];
  if (!(low < high)) throw new LabError(`'${text}': ${from} is not below ${to}`);
  if (log !== undefined) return logarithmic(text, low, high, last);
  const whole = Number.isSafeInteger(low) && Number.isSafeInteger(high);
  if (last !== undefined || whole) return stepped(text, low, high, Number(last ?? 1));
  return drawn((part) => low + part * (high - low));
}

/** The parts between commas. Throws LabError for an empty or repeated part. */
function items(text: string, numeric: boolean): string[] {
  const parts = [''];
  let depth = 0;
  for (const [sign] of text.matchAll(/\\,|./gs)) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${sign === '\\,' ? ',' : sign}`);
  }
  if (parts.length > 1 && parts.includes('')) throw new LabError(`'${text}' has an empty value`);
  // What is no number is left for the option to refuse.
  const keys = parts.map((part) => (numeric && !Number.isNaN(Number(part)) ? Number(part) : part));
  const repeated = parts.find((_, i) => keys.indexOf(keys[i] as string | number) !== i);
  if (repeated !== undefined) throw new LabError(`'${text}' has '${repeated}' twice`);
  return parts;
}

function listed(values: readonly string[]): Axis {
  return { values, draw: (random) => values[random.below(values.length)] as string };
}

function stepped(text: string, low: number, high: number, step: number): Axis {
  if (!(step > 0)) throw new LabError(`'${text}': the step is not above 0`);
  // A little more than the quotient: 0.9 - 0.1 is not quite four times 0.2.
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  checkCount(text, count);
  return listed(Array.from({ length: count }, (_, i) => numberText(low + i * step, 12)));
}

function logarithmic(text: string, low: number, high: number, count: string | undefined): Axis {
  if (!(low > 0)) throw new LabError(`'${text}': a range with equal ratios begins above 0`);
  const at = (part: number) => low * power(high / low, part);
  if (count === undefined) return drawn(at);
  const points = Number(count);
  if (!(Number.isInteger(points) && points > 1))
    throw new LabError(`'${text}': ${count} is not a number of values, 2 or more`);
  checkCount(text, points);
  return listed(Array.from({ length: points }, (_, i) => numberText(at(i / (points - 1)), 4)));
}

/** @param at The number at a part of the range, 0 to 1. */
function drawn(at: (part: number) => number): Axis {
  return {
    values: undefined,
    draw: (random) => numberText(at(random.next53() / 2 ** 53), 4),
  };
}

function checkCount(text: string, count: number): void {
  if (count > MAX_VALUES) throw new LabError(`'${text}' has more than ${MAX_VALUES} values`);
}

function numberText(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}
