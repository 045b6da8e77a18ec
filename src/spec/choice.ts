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

/** A prior, and the length from which on it is not learned: more than is too short for networks. */
export interface Primer {
  readonly prior: ModelSpec['prior'];
  readonly below: number;
}

/**
 * The spec, and for shorter streams one that learns a prior first; for the shortest without its network, which learns
 * too slowly to be of use there. A prior is for all streams that are too short for networks, and for longer ones.
 */
export function primed(spec: ModelSpec, primer: Primer | undefined): Choice {
  if (!mixes(spec)) return { spec, shorter: [] };
  const first = primer ? makeSpec({ ...spec, prior: primer.prior }) : spec;
  const shorter = [];
  if (spec.cell !== 'none')
    shorter.push({ below: LONG_FOR_NETWORKS, spec: makeSpec({ ...first, cell: 'none' }) });
  if (primer) shorter.push({ below: primer.below, spec: first });
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
