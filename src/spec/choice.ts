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

/** Bytes from which on a second layer is: on a megabyte it makes archives larger by 0.1 %. */
const LONG_FOR_LAYERS = 1 << 21;

/** A prior, and the length from which on it is not learned. */
export interface Primer {
  readonly prior: ModelSpec['prior'];
  readonly below: number;
}

/**
 * The spec, and for shorter streams one that learns a prior first; for the shortest without its network, which learns
 * too slowly to be of use there, or with one layer of it.
 */
export function primed(spec: ModelSpec, primer: Primer | undefined): Choice {
  if (!mixes(spec)) return { spec, shorter: [] };
  const changes: { below: number; change: Partial<ModelSpec> }[] = [];
  if (spec.cell !== 'none') changes.push({ below: LONG_FOR_NETWORKS, change: { cell: 'none' } });
  if (spec.layers > 1) changes.push({ below: LONG_FOR_LAYERS, change: { layers: 1 } });
  if (primer) changes.push({ below: primer.below, change: { prior: primer.prior } });
  const bounds = changes.map(({ below }) => below).sort((a, b) => a - b);
  const shorter = bounds.map((below) => {
    const all = changes.filter((one) => below <= one.below).map(({ change }) => change);
    return { below, spec: makeSpec(Object.assign({}, spec, ...all)) };
  });
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
