/**
 * Specs that a header names by number instead of field by field. The list is part of the format: an entry never changes
 * or moves, new ones go to its end. Levels need not use them, but what is not near one costs some 40 bytes a stream.
 */

import { parseSpec } from './spec-text.js';
import { type ModelSpec, makeSpec } from './spec-values.js';

/** What levels mix; each is a preset as it is, and after each of two priors. */
const MIXES: readonly string[] = ['contexts=1+2+3+4+5+6,matches=6'];

/** As text, for parseSpec. Number 0 is the spec without a field of its own; those below 64 take one byte. */
export const PRESETS: readonly string[] = [
  'lstm(64x1)',
  ...MIXES.flatMap((mix) => [`mix(${mix})`, `mix(${mix},prior=text)`, `mix(${mix},prior=all)`]),
];

let parsed: readonly ModelSpec[] | undefined;

/** The presets in order. */
export function presets(): readonly ModelSpec[] {
  parsed ??= PRESETS.map((text, number) => (number === 0 ? makeSpec() : parseSpec(text)));
  return parsed;
}
