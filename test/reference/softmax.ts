/** NUMERICS.md, section 5: logits to probabilities. */
import { exp } from './elementary.js';
import { dot, f, map, type Vector, zeros } from './float32.js';

const DEPTH = 30;

export function softmax(logits: Vector): Vector {
  const top = Math.max(...logits);
  const powers = map((x) => exp(Math.max(-DEPTH, f(x - top))), logits);
  const scale = f(1 / dot(powers, zeros(powers.length).fill(1)));
  return map((x) => x * scale, powers);
}
