/** A reversible change of bytes that a model then predicts better. */

import type { Slowly } from '../bytes/slowly.js';

/** A whole number that a transform is told, and that stands in the archive. */
export interface Parameter {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/**
 * One kind of transform. Its number, its parameters and what inverse() does are part of the format (FORMAT.md); what
 * is chosen and how forward() goes about it are not, as long as the inverse gives back the bytes.
 */
export interface Transform {
  readonly id: number;
  readonly parameters: readonly Parameter[];
  /** The changed bytes. `values`: one for each parameter, within its bounds. */
  forward(bytes: Uint8Array, values: readonly number[]): Slowly<Uint8Array<ArrayBuffer>>;
  /**
   * The bytes before the change, exactly `length` of them; undefined when `bytes` is not the changed form of so many.
   * It takes no more room than that, whatever it is given.
   */
  inverse(
    bytes: Uint8Array,
    length: number,
    values: readonly number[],
  ): Slowly<Uint8Array<ArrayBuffer> | undefined>;
}
