/** Every transform there is, by the name that says it to people. Archives know it by its number. */
import { branches } from './branches.js';
import { lineEnds } from './line-ends.js';
import type { Transform } from './transform.js';

export const TRANSFORMS = {
  'line-ends': lineEnds,
  branches,
} as const satisfies Record<string, Transform>;

export type TransformName = keyof typeof TRANSFORMS;

/** The name of the transform with a number; undefined when there is none. */
export function transformNumbered(id: number): TransformName | undefined {
  const names = Object.keys(TRANSFORMS) as TransformName[];
  return names.find((name) => TRANSFORMS[name].id === id);
}
