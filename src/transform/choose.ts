/** Which transforms are worth it for which data. */
import { SLICE, type Slowly } from '../bytes/slowly.js';
import type { Kind } from '../spec/kinds.js';
import { countWords } from './capitals.js';
import { hasLongLineEnds } from './line-ends.js';
import type { TransformName } from './registry.js';

/** A transform and its parameters. */
export interface Choice {
  readonly name: TransformName;
  readonly values: readonly number[];
}

/** Looks at the bytes; undefined when the transform would not help. */
export type Choose = (bytes: Uint8Array) => Choice | undefined;

const FOR: Readonly<Partial<Record<Kind, readonly Choose[]>>> = {
  text: [chooseLineEnds, chooseCapitals],
  structured: [chooseLineEnds],
  executable: [chooseBranches],
};

/** What to try on data of a kind, one on top of the other. */
export function transformsFor(kind: Kind): readonly Choose[] {
  return FOR[kind] ?? [];
}

function chooseLineEnds(bytes: Uint8Array): Choice | undefined {
  return hasLongLineEnds(bytes) ? { name: 'line-ends', values: [] } : undefined;
}

function chooseBranches(): Choice | undefined {
  return { name: 'branches', values: [] };
}

/**
 * Capitals pay in prose, where words begin sentences and names: 13 of 16 files tried got 0.05 to 2.7 % shorter, mixed by
 * contexts that know words. They cost where capitals stand inside of words, in programs and in data (0.6 % of two).
 */
function chooseCapitals(bytes: Uint8Array): Choice | undefined {
  const seen = new Uint8Array(256);
  for (let i = 0; i < bytes.length; i++) seen[bytes[i] as number] = 1;
  const [first, all] = [...seen.keys()].filter((byte) => seen[byte] === 0);
  if (first === undefined || all === undefined) return undefined;
  const { marked, mixed } = countWords(bytes.subarray(0, SLICE));
  return marked > 4 * mixed ? { name: 'capitals', values: [first, all] } : undefined;
}

/** Whether both are the same. */
export function* equal(a: Uint8Array, b: Uint8Array): Slowly<boolean> {
  if (a.length !== b.length) return false;
  for (let start = 0; start < a.length; start += SLICE) {
    yield;
    const end = Math.min(start + SLICE, a.length);
    for (let i = start; i < end; i++) if (a[i] !== b[i]) return false;
  }
  return true;
}
