/** Sequences that obey a recurrence, as bytes. All are deterministic. */

/** 32 random bits at each call, from a small generator that no splitter finds: a multiplication hides its state. */
export function randomWords(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let x = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return (x ^ (x >>> 15)) >>> 0;
  };
}

export interface BitOptions {
  readonly lags: readonly number[];
  readonly count: number;
  /** How often a bit is flipped, fed back. Default: 0. */
  readonly noise?: number;
  readonly inverted?: boolean;
  readonly seed?: number;
  /** The bytes of 0 and 1. Default: the digits. */
  readonly values?: readonly [number, number];
}

/** Bits, each the exclusive or of those at the lags. */
export function xorBits(options: BitOptions): Uint8Array {
  const { lags, count, noise = 0, inverted = false, seed = 1, values = [48, 49] } = options;
  const random = randomWords(seed);
  const order = Math.max(...lags);
  const bits = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (i < order) bits[i] = random() & 1;
    else {
      let bit = Number(inverted);
      for (const lag of lags) bit ^= bits[i - lag] as number;
      bits[i] = bit ^ Number(random() < noise * 2 ** 32);
    }
  }
  return bits.map((bit) => values[bit] as number);
}

/** About half of the lags up to `order`, which is one of them. */
export function denseLags(order: number, seed = 1): number[] {
  const random = randomWords(seed);
  return Array.from({ length: order }, (_, i) => i + 1).filter(
    (lag) => lag === order || (random() & 1) === 1,
  );
}

/** A De Bruijn sequence from a maximal-length one: the bit is inverted where all bits before it but the oldest are 0. */
export function deBruijn(lags: readonly number[], count: number): Uint8Array {
  const order = Math.max(...lags);
  const bits = new Uint8Array(count);
  bits[order - 1] = 1;
  for (let i = order; i < count; i++) {
    let bit = 0;
    for (const lag of lags) bit ^= bits[i - lag] as number;
    bits[i] = bit ^ Number(bits.subarray(i - order + 1, i).every((one) => one === 0));
  }
  return bits.map((bit) => 48 + bit);
}

export interface WordOptions {
  readonly bits: 8 | 16 | 32 | 64;
  readonly count: number;
  readonly highestFirst?: boolean;
}

/** The words as bytes. */
export function wordBytes(
  { bits, count, highestFirst = false }: WordOptions,
  next: () => bigint,
): Uint8Array {
  const unit = bits / 8;
  const bytes = new Uint8Array(count * unit);
  for (let i = 0; i < count; i++) {
    let word = next();
    for (let k = 0; k < unit; k++) {
      bytes[highestFirst ? (i + 1) * unit - 1 - k : i * unit + k] = Number(word & 255n);
      word >>= 8n;
    }
  }
  return bytes;
}

type Operation = 'sum' | 'difference' | 'xor';

/** x[n] = x[n-j] op x[n-k]. */
export function laggedFibonacci(
  options: WordOptions & { lags: readonly [number, number]; operation?: Operation; seed?: number },
): Uint8Array {
  const { lags, operation = 'sum', seed = 1 } = options;
  const random = randomWords(seed);
  const words: bigint[] = [];
  const order = Math.max(...lags);
  const apply = (a: bigint, b: bigint) =>
    operation === 'sum' ? a + b : operation === 'xor' ? a ^ b : a - b;
  return wordBytes(options, () => {
    const n = words.length;
    const [j, k] = lags;
    const word =
      n < order
        ? (BigInt(random()) << 32n) | BigInt(random())
        : apply(words[n - j] as bigint, words[n - k] as bigint);
    words.push(BigInt.asUintN(options.bits, word));
    return words[n] as bigint;
  });
}

export interface CongruentialOptions extends WordOptions {
  readonly factor: bigint;
  readonly summand?: bigint;
  /** Bits of the state. Default: those of a word. */
  readonly stateBits?: number;
  /** Lowest bits of the state that are not shown. Default: 0. */
  readonly shift?: number;
  readonly state?: bigint;
}

/** state = factor state + summand; the word is the state shifted. */
export function congruentialWords(options: CongruentialOptions): Uint8Array {
  const { bits, factor, summand = 0n, stateBits = bits, shift = 0 } = options;
  let state = options.state ?? 0x1234_5678_9abc_def1n;
  return wordBytes(options, () => {
    state = BigInt.asUintN(stateBits, factor * state + summand);
    return state >> BigInt(shift);
  });
}

/** Marsaglia's xorshift with 32 or 64 bits of state. */
export function xorshift(options: WordOptions & { shifts: readonly number[] }): Uint8Array {
  const [a = 0n, b = 0n, c = 0n] = options.shifts.map(BigInt);
  let x = 0x2545_f491_4f6c_dd1dn;
  return wordBytes(options, () => {
    x = BigInt.asUintN(options.bits, x);
    x = BigInt.asUintN(options.bits, x ^ (x << a));
    x ^= x >> b;
    x = BigInt.asUintN(options.bits, x ^ (x << c));
    return x;
  });
}

/** Marsaglia's xorshift128, words of 32 bits. */
export function xorshift128(options: Omit<WordOptions, 'bits'>): Uint8Array {
  let [x, y, z, w] = [123456789, 362436069, 521288629, 88675123];
  return wordBytes({ ...options, bits: 32 }, () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = (w ^ (w >>> 19) ^ (t ^ (t >>> 8))) >>> 0;
    return BigInt(w);
  });
}

/** MT19937, seeded as its authors do. */
export function mersenneTwister(
  options: Omit<WordOptions, 'bits'> & { seed?: number },
): Uint8Array {
  const state = new Uint32Array(624);
  state[0] = options.seed ?? 5489;
  for (let i = 1; i < 624; i++) {
    const before = state[i - 1] as number;
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  let at = 0;
  return wordBytes({ ...options, bits: 32 }, () => {
    const mixed =
      ((state[at] as number) & (2 ** 31)) | ((state[(at + 1) % 624] as number) & (2 ** 31 - 1));
    let word = (state[(at + 397) % 624] as number) ^ (mixed >>> 1) ^ ((mixed & 1) * 0x9908b0df);
    state[at] = word;
    at = (at + 1) % 624;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return BigInt((word ^ (word >>> 18)) >>> 0);
  });
}
