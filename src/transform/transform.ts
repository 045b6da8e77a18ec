/** A reversible change of bytes that a model then predicts better. */

import type { Stepwise } from '../bytes/stepwise.js';

/**
 * One kind of transform. Its number and what inverse() does are part of the format (FORMAT.md); what is chosen and how
 * forward() goes about it are not, as long as the inverse gives back the bytes.
 */
export interface Transform {
  readonly id: number;
  /** The changed bytes, at most as many. */
  forward(bytes: Uint8Array): Stepwise<Uint8Array<ArrayBuffer>>;
  /**
   * The bytes before the change, exactly `length` of them; undefined when `bytes` is not the changed form of so many.
   * It takes no more room than that, whatever it is given.
   */
  inverse(bytes: Uint8Array, length: number): Stepwise<Uint8Array<ArrayBuffer> | undefined>;
}
