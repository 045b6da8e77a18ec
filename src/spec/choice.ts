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

/**
 * The spec, and for shorter streams one that learns a prior first; for the shortest without its network, which learns
 * too slowly to be of use there.
 */
export function primed(
  spec: ModelSpec,
  first: { readonly prior: ModelSpec['prior']; readonly below: number } | undefined,
): Choice {
  if (!mixes(spec)) return { spec, shorter: [] };
  const prior = first?.prior ?? 'none';
  const below = first?.below ?? 0;
  const shorter = [];
  if (spec.cell !== 'none') {
    const most = prior === 'none' ? LONG_FOR_NETWORKS : Math.min(below, LONG_FOR_NETWORKS);
    shorter.push({ below: most, spec: makeSpec({ ...spec, cell: 'none', prior }) });
  }
  if (below > (shorter[0]?.below ?? 0)) shorter.push({ below, spec: makeSpec({ ...spec, prior }) });
  return { spec, shorter };
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
