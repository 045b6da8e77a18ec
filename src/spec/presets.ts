/**
 * Specs that a header names by number instead of field by field. The list is part of the format: an entry never changes
 * or moves, new ones go to its end. Levels need not use them, but what is not near one costs some 40 bytes a stream.
 */

import { parseSpec } from './spec-text.js';
import { type ModelSpec, makeSpec } from './spec-values.js';

/** As text, for parseSpec. Number 0 is the spec without a field of its own. */
export const PRESETS: readonly string[] = ['lstm(64x1)', 'mix(contexts=1+2+3+4+5+6,matches=6)'];

let parsed: readonly ModelSpec[] | undefined;

/** The presets in order. */
export function presets(): readonly ModelSpec[] {
  parsed ??= PRESETS.map((text, number) => (number === 0 ? makeSpec() : parseSpec(text)));
  return parsed;
}
