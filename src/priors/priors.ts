/** Texts of our own that a model may learn before it codes, by the names that specs have for them. */
import { STRUCTURED } from './structured.js';
import { TEXT } from './text.js';

/** Part of the format: a name stands for the same bytes for ever. */
export const PRIORS: Readonly<Record<string, string>> = {
  text: TEXT,
  structured: STRUCTURED,
  /** Samples hold prose too, and prose about programs holds samples. */
  all: TEXT + STRUCTURED,
};

/** The bytes of a prior; `none` has none. */
export function priorBytes(name: string): Uint8Array {
  return new TextEncoder().encode(PRIORS[name]);
}
