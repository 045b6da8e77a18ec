import type { Kind } from '../spec/kinds.js';
import type { Slowly } from '../transform/transform.js';

/** A stretch of a block, all of one kind. */
export interface Section {
  readonly kind: Kind;
  readonly length: number;
}

export function* sections(block: Uint8Array, _most: number): Slowly<Section[]> {
  return [{ kind: 'text', length: block.length }];
}
