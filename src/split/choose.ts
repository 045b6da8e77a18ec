/** Which splitters are tried on which data. */
import type { Kind } from '../kinds/kinds.js';
import type { SplitterName } from './registry.js';

const NAMES: Readonly<Record<Kind | 'unknown', readonly SplitterName[]>> = {
  unknown: ['image'],
  text: ['line-ends'],
  structured: ['line-ends', 'columns'],
  binary: [],
  executable: ['branches'],
  records: ['image', 'columns'],
  symbols: ['columns'],
  incompressible: [],
};

/** The splitters to try on bytes of a kind, or on a whole block before its kinds are detected. The first that fits is used. */
export function splittersFor(kind: Kind | 'unknown'): readonly SplitterName[] {
  return NAMES[kind];
}
