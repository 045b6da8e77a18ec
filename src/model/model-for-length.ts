/** The model of a stream, by its length. */
import { type ModelSpec, makeSpec } from './spec-values.js';

export interface Choice {
  /** Models of streams of fewer than `below` bytes, by rising bounds. */
  readonly shorter: readonly { readonly below: number; readonly spec: ModelSpec }[];
  /** The model of longer streams. */
  readonly spec: ModelSpec;
  /** A second model, tried on streams that are nearly random; see isNearlyRandom. */
  readonly forNoise?: ModelSpec;
}

/** Longest stream for which two models are tried, bytes. What a model loses on noise is a small share of longer ones. */
const LONGEST_TRIAL = 1 << 20;

/** Streams of fewer values are DNA and the like, for which the second model never wins. */
const FEWEST_VALUES = 5;

/**
 * Whether a stream is nearly random: its coded form takes at least 5/6 of the bits that a code of equal lengths for its
 * values takes. On such streams a strong model makes up to 0.8 % more bytes than a simple one. Lengths in bytes.
 */
export function isNearlyRandom(length: number, codedLength: number, values: number): boolean {
  const bits = 32 - Math.clz32(values - 1);
  return (
    length <= LONGEST_TRIAL && values >= FEWEST_VALUES && 6 * 8 * codedLength >= 5 * bits * length
  );
}

/** A prior, and the length in bytes from which on streams do not learn it. */
export interface Primer {
  readonly prior: ModelSpec['prior'];
  readonly below: number;
}

/** One model for streams of every length. */
export function always(spec: ModelSpec): Choice {
  return { spec, shorter: [] };
}

/** The choice with the primer's prior in all models of shorter streams. */
export function primed(choice: Choice, { prior, below }: Primer): Choice {
  const { shorter } = choice;
  const whole = shorter.some((one) => one.below === below)
    ? shorter
    : [...shorter, { below, spec: chosenFor(choice, below - 1) }];
  return {
    ...choice,
    shorter: whole
      .toSorted((a, b) => a.below - b.below)
      .map((one) =>
        one.below <= below ? { ...one, spec: makeSpec({ ...one.spec, prior }) } : one,
      ),
  };
}

/** The choice with another model for streams of fewer than `below` bytes. */
export function withShort(choice: Choice, below: number, short: ModelSpec): Choice {
  const longer = choice.shorter.filter((one) => one.below > below);
  return { ...choice, shorter: [{ below, spec: short }, ...longer] };
}

/** The model for a stream of `length` bytes. */
export function chosenFor({ spec, shorter }: Choice, length: number): ModelSpec {
  return shorter.find(({ below }) => length < below)?.spec ?? spec;
}

/** Every model that streams of up to `length` bytes may get, each with the longest such stream. */
export function modelsUpTo(
  choices: readonly Choice[],
  length: number,
): { readonly spec: ModelSpec; readonly length: number }[] {
  return choices.flatMap(({ spec, shorter, forNoise }) => {
    const models = forNoise ? [{ spec: forNoise, length: Math.min(length, LONGEST_TRIAL) }] : [];
    let from = 1;
    for (const one of shorter) {
      if (from <= length) models.push({ spec: one.spec, length: Math.min(length, one.below - 1) });
      from = one.below;
    }
    return from <= length ? [...models, { spec, length }] : models;
  });
}
