/** Which model a stream gets, by its length. */
import type { ModelSpec } from './spec-values.js';

export interface Choice {
  readonly spec: ModelSpec;
  /** The model of streams that are shorter than so many bytes. */
  readonly short?: { readonly below: number; readonly spec: ModelSpec };
}

/** The model for a stream of that length. */
export function chosenFor({ spec, short }: Choice, length: number): ModelSpec {
  return short && length < short.below ? short.spec : spec;
}

/** Each choice's most demanding models for streams of up to that length. */
export function modelsUpTo(
  choices: readonly Choice[],
  length: number,
): { readonly spec: ModelSpec; readonly length: number }[] {
  return choices.flatMap(({ spec, short }) => {
    if (!short) return [{ spec, length }];
    const primed = { spec: short.spec, length: Math.min(length, short.below - 1) };
    return length < short.below ? [primed] : [primed, { spec, length }];
  });
}
