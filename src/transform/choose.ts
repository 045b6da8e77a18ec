/** Which transform is worth it for which data. */
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import type { Kind } from '../kinds/kinds.js';
import { hasLongLineEnds } from './line-ends.js';
import type { TransformName } from './registry.js';

/** What to try on bytes of a kind; undefined: no transform would help. */
export function transformFor(kind: Kind, bytes: Uint8Array): TransformName | undefined {
  switch (kind) {
    case 'text':
    case 'structured':
      return hasLongLineEnds(bytes) ? 'line-ends' : undefined;
    case 'executable':
      return 'branches';
    default:
      return undefined;
  }
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
