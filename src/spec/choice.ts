/** Which model a stream gets, by its length. */
import { type ModelSpec, makeSpec } from './spec-values.js';

export interface Choice {
  /** Models of streams shorter than so many bytes, the shortest first. */
  readonly shorter: readonly { readonly below: number; readonly spec: ModelSpec }[];
  /** The model of all others. */
  readonly spec: ModelSpec;
}

/** A prior, and the length from which on it is not learned. */
export interface Primer {
  readonly prior: ModelSpec['prior'];
  readonly below: number;
}

/** One model for streams of every length. */
export function always(spec: ModelSpec): Choice {
  return { spec, shorter: [] };
}

/** The choice, in which the models of streams shorter than the primer says learn its prior first. */
export function primed({ spec, shorter }: Choice, { prior, below }: Primer): Choice {
  const whole = shorter.some((one) => one.below === below)
    ? shorter
    : [...shorter, { below, spec: chosenFor({ spec, shorter }, below - 1) }];
  return {
    spec,
    shorter: whole
      .toSorted((a, b) => a.below - b.below)
      .map((one) =>
        one.below <= below ? { ...one, spec: makeSpec({ ...one.spec, prior }) } : one,
      ),
  };
}

/** The choice with another model for what is shorter than `below`. */
export function withShort({ spec, shorter }: Choice, below: number, short: ModelSpec): Choice {
  return {
    spec,
    shorter: [{ below, spec: short }, ...shorter.filter((longer) => longer.below > below)],
  };
}

/** The model for a stream of that length. */
export function chosenFor({ spec, shorter }: Choice, length: number): ModelSpec {
  return shorter.find(({ below }) => length < below)?.spec ?? spec;
}

/** Each choice's most demanding models for streams of up to that length. */
export function modelsUpTo(
  choices: readonly Choice[],
  length: number,
): { readonly spec: ModelSpec; readonly length: number }[] {
  return choices.flatMap(({ spec, shorter }) => {
    const models = [];
    let from = 1;
    for (const one of shorter) {
      if (from <= length) models.push({ spec: one.spec, length: Math.min(length, one.below - 1) });
      from = one.below;
    }
    return from <= length ? [...models, { spec, length }] : models;
  });
}
