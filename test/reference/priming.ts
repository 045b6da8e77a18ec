/** FORMAT.md, section 8: the bytes that a model learns before the block. */
import { alphabetOf } from '#dist/archive/alphabet.js';
import type { ModelSpec } from '#dist/model/model-spec.js';
import { expertsOnlyBytes, priorBytes } from '#dist/priors/priors.js';

/** The primed bytes of a block. */
export interface Priming {
  readonly bytes: Uint8Array;
  /** How many of them, from the first on, are experts-only bytes. */
  readonly expertsOnly: number;
}

export const NO_PRIMING: Priming = { bytes: new Uint8Array(0), expertsOnly: 0 };

/** The prior that a spec names, and a dictionary behind it. */
export function primingOf({ prior }: ModelSpec, dictionary: Uint8Array = new Uint8Array(0)) {
  const bytes = new Uint8Array(Buffer.concat([priorBytes(prior), dictionary]));
  return { bytes, expertsOnly: expertsOnlyBytes(prior), alphabet: alphabetOf(bytes) };
}
