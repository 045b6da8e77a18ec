/** Figures as the page shows them. */

import { bitsText, countText } from '../../src/experiment/words.js';
import type { RunEntry, Value } from '../../src/serve/api.js';

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const;

/** `now`, `5 min`, `3 h`, `2 d`. */
export function ageText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const unit = UNITS.find(([size]) => seconds >= size);
  return unit === undefined ? 'now' : `${Math.floor(seconds / unit[0])} ${unit[1]}`;
}

/** Bits a symbol above the entropy rate. */
export function gapOf({ bits, entropy }: RunEntry): number | undefined {
  return bits === undefined || entropy === undefined ? undefined : bits - entropy;
}

/** Empty for what is not known. */
export function bitsOrNothing(bits: number | undefined): string {
  return bits === undefined ? '' : bitsText(bits);
}

export function valueText(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return Math.abs(value) < 10_000 ? String(value) : countText(value);
  return String(Number(value.toPrecision(5)));
}
