/** NUMERICS.md, section 26: groups of weights, quantised. */
import { f, get } from './float32.js';

/** Weights as scale x level. */
export interface Group {
  readonly scale: number;
  readonly levels: readonly number[];
}

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

const wordOf = (x: number): number => {
  float[0] = x;
  return get(word, 0);
};
const floatOf = (bits: number): number => {
  word[0] = bits;
  return get(float, 0);
};

const LEAST = wordOf(2 ** -40);
const MOST = wordOf((2 - 2 ** -4) * 2 ** 23);

/** The largest code of a scale. */
export const LAST_SCALE: number = (MOST - LEAST) / 2 ** 19 + 1;

/** The scale of a code. */
export const scaleOf = (code: number): number =>
  code === 0 ? 0 : floatOf(LEAST + (code - 1) * 2 ** 19);

function rounded(x: number, added: number): number {
  const bits = Math.floor((wordOf(x) + added) / 2 ** 19) * 2 ** 19;
  return bits < LEAST ? 0 : floatOf(Math.min(bits, MOST));
}

const nearestScale = (x: number): number => rounded(x, 2 ** 18);
const scaleAbove = (x: number): number => rounded(x, 2 ** 19 - 1);

/** Steps by the mean of the sizes, for 2, 3 and 4 bits. */
const STEPS = [1.534, 0.816, 0.443].map(f);

const largest = (bits: number): number => 2 ** (bits - 1) - 1;

/** The levels of the weights, a step apart. */
function levelsOf(weights: ArrayLike<number>, step: number, bits: number, deadZone: number) {
  const inverse = step > 0 ? f(1 / step) : 0;
  return Array.from(weights, (w) => {
    const steps = f(Math.abs(w) * inverse);
    if (steps < f(deadZone)) return 0;
    return (w < 0 ? -1 : 1) * Math.min(Math.floor(f(steps + 0.5)), largest(bits));
  });
}

/** A column of a matrix. */
export function quantiseColumn(weights: ArrayLike<number>, bits: number, deadZone: number): Group {
  const sizes = Array.from(weights, Math.abs);
  const mean = f(sizes.reduce((sum, size) => f(sum + size), 0) / sizes.length);
  if (bits === 1) {
    const scale = nearestScale(mean);
    const negative = (w: number) => w < 0 || Object.is(w, -0);
    const levels = Array.from(weights, (w) => (scale === 0 ? 0 : negative(w) ? -1 : 1));
    return { scale, levels };
  }
  if (bits > 4) {
    const scale = scaleAbove(f(Math.max(...sizes) / largest(bits)));
    return { scale, levels: levelsOf(weights, scale, bits, deadZone) };
  }
  const levels = levelsOf(weights, f(mean * get(STEPS, bits - 2)), bits, deadZone);
  let products = 0;
  let squares = 0;
  levels.forEach((level, k) => {
    products = f(products + f(get(sizes, k) * Math.abs(level)));
    squares = f(squares + level * level);
  });
  const scale = squares > 0 ? nearestScale(f(products / squares)) : 0;
  return { scale, levels: scale > 0 ? levels : levels.map(() => 0) };
}

/** A vector. */
export function quantiseVector(weights: ArrayLike<number>, bits: number): Group {
  const scale = scaleAbove(f(Math.max(...Array.from(weights, Math.abs)) / largest(bits)));
  return { scale, levels: levelsOf(weights, scale, bits, 0.5) };
}
