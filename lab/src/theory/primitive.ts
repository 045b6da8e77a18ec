/** Polynomials over the field of two elements: which linear recurrences of bits have the longest period. */

/**
 * A polynomial as a number whose bit i is the coefficient of x^i. The recurrence X[n] = xor of X[n - lag] over the lags
 * belongs to x^order + sum of x^(order - lag).
 */
export function polynomialOf(lags: readonly number[]): bigint {
  const order = Math.max(...lags);
  return lags.reduce((sum, lag) => sum ^ (1n << BigInt(order - lag)), 1n << BigInt(order));
}

/** The lags of a polynomial's recurrence: inverse of polynomialOf(). */
export function lagsOf(polynomial: bigint): number[] {
  const order = degree(polynomial);
  const exponents = Array.from({ length: order }, (_, i) => i);
  return exponents
    .filter((i) => (polynomial >> BigInt(i)) & 1n)
    .map((i) => order - i)
    .reverse();
}

/**
 * @param factors The prime factors of 2^n - 1, n being the degree.
 * @returns Whether the powers of x modulo the polynomial have period 2^n - 1, so that the recurrence has it too.
 */
export function isPrimitive(polynomial: bigint, factors: readonly bigint[]): boolean {
  const order = (1n << BigInt(degree(polynomial))) - 1n;
  return (
    powerOfX(order, polynomial) === 1n &&
    factors.every((factor) => powerOfX(order / factor, polynomial) !== 1n)
  );
}

/**
 * @param polynomial Of degree 2 to 30, with a constant term.
 * @returns The period of the powers of x modulo it: the longest period of the recurrence, and a multiple of all others. It
 * takes as many steps.
 */
export function periodOfX(polynomial: bigint): number {
  const modulus = Number(polynomial);
  const top = 1 << degree(polynomial);
  let power = 2;
  let period = 1;
  for (; power !== 1; period++) {
    power <<= 1;
    if (power & top) power ^= modulus;
  }
  return period;
}

/** The primitive polynomial of a degree, 2 to 32, whose number is smallest. */
export function smallestPrimitive(order: number): bigint {
  const factors = primeFactors((1n << BigInt(order)) - 1n);
  let polynomial = (1n << BigInt(order)) | 1n;
  while (!isPrimitive(polynomial, factors)) polynomial += 2n;
  return polynomial;
}

/** The different prime factors of a number, smallest first, by trial division: for numbers whose second largest is small. */
export function primeFactors(value: bigint): bigint[] {
  const factors: bigint[] = [];
  let rest = value;
  for (let divisor = 2n; divisor * divisor <= rest; divisor++) {
    if (rest % divisor !== 0n) continue;
    factors.push(divisor);
    while (rest % divisor === 0n) rest /= divisor;
  }
  if (rest > 1n) factors.push(rest);
  return factors;
}

/** x^exponent modulo a polynomial of degree 2 or more. */
function powerOfX(exponent: bigint, polynomial: bigint): bigint {
  let power = 1n;
  for (const bit of exponent.toString(2)) {
    power = product(power, power, polynomial);
    if (bit === '1') power = product(power, 2n, polynomial);
  }
  return power;
}

function product(a: bigint, b: bigint, polynomial: bigint): bigint {
  const top = 1n << BigInt(degree(polynomial));
  let sum = 0n;
  let shifted = a;
  for (let rest = b; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum ^= shifted;
    shifted <<= 1n;
    if (shifted & top) shifted ^= polynomial;
  }
  return sum;
}

function degree(polynomial: bigint): number {
  return polynomial.toString(2).length - 1;
}
