/** NUMERICS.md, section 2: elementary functions on one f32. */
import { f } from './float32.js';

const words = new DataView(new ArrayBuffer(4));

export function bitsOf(x: number): number {
  words.setFloat32(0, x);
  return words.getInt32(0);
}

export function fromBits(bits: number): number {
  words.setInt32(0, bits);
  return words.getFloat32(0);
}

const LOG2_E = fromBits(0x3fb8aa3b);
const LN2_HIGH = fromBits(0x3f318000);
const LN2_LOW = fromBits(0xb95e8083);

/** Rounds to the nearest integer, halves to the even one. */
export function nearest(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

/** ((c0 x + c1) x + c2) x + ... */
function polynomial(x: number, coefficients: Float32Array): number {
  let y = 0;
  for (const c of coefficients) y = f(f(y * x) + c);
  return y;
}

const EXP = Float32Array.of(1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1);

export function exp(unlimited: number): number {
  const x = Math.min(Math.max(unlimited, -87), 88);
  const n = nearest(f(x * LOG2_E));
  const r = f(f(x - f(n * LN2_HIGH)) - f(n * LN2_LOW));
  return f(polynomial(r, EXP) * 2 ** n);
}

const LOG = Float32Array.of(2 / 9, 2 / 7, 2 / 5, 2 / 3, 2);

export function log(x: number): number {
  const e = (bitsOf(x) - 0x3f3504f3) >> 23;
  const m = fromBits(bitsOf(x) - (e << 23));
  const s = f(f(m - 1) / f(m + 1));
  const y = f(polynomial(f(s * s), LOG) * s);
  return f(f(y + f(e * LN2_LOW)) + f(e * LN2_HIGH));
}

export function sigmoid(x: number): number {
  return f(1 / f(1 + exp(-x)));
}

export function tanh(x: number): number {
  return f(1 - f(2 / f(1 + exp(f(x + x)))));
}

export function rsqrt(x: number): number {
  const half = f(x * 0.5);
  const newton = (y: number) => f(y * f(1.5 - f(half * f(y * y))));
  return newton(newton(fromBits(0x5f375a86 - (bitsOf(x) >>> 1))));
}
