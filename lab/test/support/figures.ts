import type { Figure } from '../../src/theory/figure.js';

/** Bits of a figure that has to be there. */
export function bitsOf(figure: Figure | undefined): number {
  if (figure?.bits === undefined) throw new Error('no figure');
  return figure.bits;
}
