/** Coders that experiments on files compare. */
import type { Measure } from './experiment.js';
import { coded } from './measures.js';

export interface Coder {
  /** Ends the names of its cases. */
  readonly short: string;
  /** As tables and charts name it. */
  readonly coder: string;
  readonly measure: Measure;
}

/** A compressor of coded(). */
export function named(short: string, coder: string): Coder {
  return { short, coder, measure: coded(coder) };
}

/** Part of the name of alone(). */
export const ALONE = 'network alone';

/** Foresay with a network and no other expert, such as `lstm(128x1)`. */
export function alone(model: string): Coder {
  return { short: 'alone', coder: `foresay, ${ALONE}`, measure: coded(`foresay ${model}`) };
}
