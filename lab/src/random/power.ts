/**
 * Powers that are the same on every engine: only +, -, x, / and the bits of a double. Math.pow, exp and log may differ in
 * their last digits from engine to engine, and a drawn symbol must not.
 */

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Index of the word with sign and exponent. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * x^y within a few units in the 15th digit.
 *
 * @param x A normal double above 0.
 * @param y Any number for which the result is below 2^1024; results below 2^-1022 are 0.
 */
export function power(x: number, y: number): number {
  const exponent = log2(x) * y;
  const whole = Math.floor(exponent);
  return whole < -1022 ? 0 : exp((exponent - whole) * Math.LN2) * powerOfTwo(whole);
}

/** Of x = m 2^e, sqrt(1/2) <= m < sqrt(2): e + 2 artanh((m - 1) / (m + 1)) / ln 2, by 12 terms of the series. */
function log2(x: number): number {
  float[0] = x;
  const high = words[HIGH] as number;
  words[HIGH] = (high & 0x000fffff) | (1022 << 20);
  let exponent = (high >>> 20) - 1022;
  let mantissa = float[0] as number;
  if (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  const square = z * z;
  let sum = 0;
  for (let term = 11; term >= 0; term--) sum = sum * square + 1 / (2 * term + 1);
  return exponent + (2 * z * sum) / Math.LN2;
}

/** For 0 <= x <= ln 2, by 18 terms of the series. */
function exp(x: number): number {
  let sum = 1;
  for (let term = 18; term > 0; term--) sum = 1 + (x * sum) / term;
  return sum;
}

/** @param exponent -1022 to 1023. */
function powerOfTwo(exponent: number): number {
  words[1 - HIGH] = 0;
  words[HIGH] = (exponent + 1023) << 20;
  return float[0] as number;
}
