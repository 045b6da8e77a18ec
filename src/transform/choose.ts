/** Chooses a transform for a stream. */
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { hasLongLineEnds } from './line-ends.js';
import type { TransformName } from './registry.js';

/** The first of the transforms that suits the bytes; undefined: none does. */
export function transformFor(
  names: readonly TransformName[],
  bytes: Uint8Array,
): TransformName | undefined {
  return names.find((name) => name !== 'line-ends' || hasLongLineEnds(bytes));
}

/** Whether both are the same. */
export function* equal(a: Uint8Array, b: Uint8Array): Stepwise<boolean> {
  if (a.length !== b.length) return false;
  for (let start = 0; start < a.length; start += STEP_BYTES) {
    yield;
    const end = Math.min(start + STEP_BYTES, a.length);
    for (let i = start; i < end; i++) if (a[i] !== b[i]) return false;
  }
  return true;
}
