/** Which model a stream gets, by its length. */
import { type ModelSpec, makeSpec, mixes } from './spec-values.js';

export interface Choice {
  /** Models of streams shorter than so many bytes, the shortest first. */
  readonly shorter: readonly { readonly below: number; readonly spec: ModelSpec }[];
  /** The model of all others. */
  readonly spec: ModelSpec;
}

/** Bytes from which on a network is worth its time and memory beside experts. */
const LONG_FOR_NETWORKS = 1 << 16;

/** A prior, and the length from which on it is not learned. */
export interface Primer {
  readonly prior: ModelSpec['prior'];
  readonly below: number;
}

/**
 * The spec, and for shorter streams one that learns a prior first; for the shortest without its network, which learns
 * too slowly to be of use there.
 */
export function primed(spec: ModelSpec, primers: readonly Primer[]): Choice {
  if (!mixes(spec)) return { spec, shorter: [] };
  const longest = primers.at(-1)?.below ?? LONG_FOR_NETWORKS;
  const alone = spec.cell === 'none' ? 0 : Math.min(longest, LONG_FOR_NETWORKS);
  const shorter = [];
  let from = 0;
  for (const { prior, below } of primers.length > 0
    ? primers
    : ([{ prior: 'none', below: alone }] as const)) {
    const most = Math.min(below, alone);
    if (most > from)
      shorter.push({ below: most, spec: makeSpec({ ...spec, cell: 'none', prior }) });
    if (below > Math.max(most, from)) shorter.push({ below, spec: makeSpec({ ...spec, prior }) });
    from = below;
  }
  return { spec, shorter };
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
