/** Which model a stream gets, by its length. */
import { type ModelSpec, makeSpec, mixes } from './spec-values.js';

export interface Choice {
  readonly spec: ModelSpec;
  /** The model of streams that are shorter than so many bytes. */
  readonly short?: { readonly below: number; readonly spec: ModelSpec };
}

/** Bytes from which on a network is worth its time and memory beside experts. */
const LONG_FOR_NETWORKS = 1 << 16;

/** The spec, and for short streams its experts alone, which learn a prior first. A network on its own learns too slowly. */
export function primed(
  spec: ModelSpec,
  first: { readonly prior: ModelSpec['prior']; readonly below: number } | undefined,
): Choice {
  if (!first || !mixes(spec)) return { spec };
  const most = spec.cell === 'none' ? first.below : LONG_FOR_NETWORKS;
  const short = makeSpec({ ...spec, cell: 'none', prior: first.prior });
  return { spec, short: { below: Math.min(first.below, most), spec: short } };
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
