/** NUMERICS.md, section 6: the fields of a spec as numbers. */
import { SPEC_FIELDS, type SpecField } from '#dist/model/fields.js';
import { type ModelSpec, specWords } from '#dist/model/model-spec.js';
import { f } from './float32.js';

type Name = keyof ModelSpec;

export type Shape = Readonly<Record<Name, number>> & { readonly symbols: number };

export const SGD = 0;
export const ADAM = 1;
export const FACTORED = 2;

/** Stored integers, those that count millionths times 10^-6, all in f32. */
export function shapeOf(spec: ModelSpec, symbols: number): Shape {
  const words = specWords(spec);
  const known = Object.entries<SpecField>(SPEC_FIELDS).filter(([, { host }]) => !host);
  const entries = known.map(([name, field], i) => {
    const stored = words[i] ?? 0;
    const isFraction = field.kind === 'number' && field.decimals > 0;
    return [name, isFraction ? f(f(stored) * f(1e-6)) : stored];
  });
  return { ...Object.fromEntries(entries), symbols };
}
