/** FORMAT.md, section 4, the splitter `recurrence`: a symbol is a BigInt, and a sequence is an array of them. */

type Rule = (before: readonly bigint[]) => bigint;

const WIDTHS = [1, 1, 1, 1, 2, 2, 4, 4, 8, 8];

export function recurrence(
  parameters: readonly number[],
  [outside, state, residuals]: readonly Uint8Array[],
  length: number,
): Uint8Array {
  const rest = [...parameters];
  const next = () => rest.shift() as number;
  const layout = next();
  const values = layout === 0 ? [next(), next()] : [];
  const offset = next();
  const units = next();
  const width = WIDTHS[layout] as number;
  const b = layout < 3 ? 1 : 8 * width;
  const rule = next();
  const { order, predict } = ruleOf(rule, next, b);
  const symbolsOf = (bytes: Uint8Array): bigint[] => {
    if (layout < 3) return [...bytes].flatMap((byte) => bitsOf(byte, layout === 2));
    return Array.from({ length: bytes.length / width }, (_, i) =>
      wordOf([...bytes.subarray(i * width, (i + 1) * width)], isBig(layout)),
    );
  };
  const symbols = symbolsOf(state as Uint8Array);
  if (layout === 0) symbols.length = order;
  const others =
    layout === 0 ? [...(residuals as Uint8Array)].map(BigInt) : symbolsOf(residuals as Uint8Array);
  for (const residual of others) {
    const predicted = predict(symbols);
    symbols.push(rule === 1 ? BigInt.asUintN(b, predicted + residual) : predicted ^ residual);
  }
  const inside =
    layout === 0 ? symbols.map((bit) => values[Number(bit)] as number) : bytesOf(symbols, layout);
  if (inside.length !== units * width) throw new Error('a recurrence has too few symbols');
  const around = [...(outside as Uint8Array)];
  const bytes = [...around.slice(0, offset), ...inside, ...around.slice(offset)];
  if (bytes.length !== length) throw new Error('a recurrence has too few bytes');
  return Uint8Array.from(bytes);
}

function isBig(layout: number): boolean {
  return layout > 3 && layout % 2 === 1;
}

function bitsOf(byte: number, highestFirst: boolean): bigint[] {
  const bits = Array.from({ length: 8 }, (_, i) => BigInt((byte >> i) & 1));
  return highestFirst ? bits.reverse() : bits;
}

function wordOf(bytes: readonly number[], highestFirst: boolean): bigint {
  const ordered = highestFirst ? bytes : [...bytes].reverse();
  return ordered.reduce((word, byte) => word * 256n + BigInt(byte), 0n);
}

function bytesOf(symbols: readonly bigint[], layout: number): number[] {
  const width = layout < 3 ? 8 : (WIDTHS[layout] as number);
  const bytes: number[] = [];
  for (let i = 0; i < symbols.length; i += layout < 3 ? 8 : 1) {
    if (layout < 3) {
      const bits = symbols.slice(i, i + 8);
      if (layout === 1) bits.reverse();
      bytes.push(Number(bits.reduce((byte, bit) => byte * 2n + bit, 0n)));
      continue;
    }
    const word = symbols[i] as bigint;
    const lowFirst = Array.from({ length: width }, (_, k) =>
      Number((word >> BigInt(8 * k)) & 255n),
    );
    bytes.push(...(isBig(layout) ? lowFirst.reverse() : lowFirst));
  }
  return bytes;
}

function ruleOf(rule: number, next: () => number, b: number): { order: number; predict: Rule } {
  const long = () => BigInt(next()) + BigInt(next()) * 2n ** 32n;
  const at = (before: readonly bigint[], lag: number) => before[before.length - lag] as bigint;
  let lag = 0;
  const nextLag = () => {
    lag += next();
    return lag;
  };
  switch (rule) {
    case 0: {
      const first = next() === 1 ? 2n ** BigInt(b) - 1n : 0n;
      const lags = Array.from({ length: next() }, nextLag);
      return { order: lag, predict: (s) => lags.reduce((x, lag) => x ^ at(s, lag), first) };
    }
    case 1: {
      const terms = Array.from({ length: next() }, () => ({ lag: nextLag(), factor: long() }));
      const summand = long();
      const sum: Rule = (s) =>
        terms.reduce((x, { lag, factor }) => x + factor * at(s, lag), summand);
      return { order: lag, predict: (s) => BigInt.asUintN(b, sum(s)) };
    }
    case 2:
      return { order: 624, predict: (s) => twisted((lag) => untempered(at(s, lag))) };
    default: {
      const bits = next();
      const shift = BigInt(next());
      const factor = long();
      const summand = long();
      let state = long();
      return {
        order: 0,
        predict: () => {
          const shown = BigInt.asUintN(b, state >> shift);
          state = BigInt.asUintN(bits, factor * state + summand);
          return shown;
        },
      };
    }
  }
}

function twisted(y: (lag: number) => bigint): bigint {
  const z = (y(624) & 0x80000000n) | (y(623) & 0x7fffffffn);
  return tempered(y(227) ^ (z >> 1n) ^ ((z & 1n) * 0x9908b0dfn));
}

function tempered(word: bigint): bigint {
  let x = word ^ (word >> 11n);
  x ^= (x << 7n) & 0x9d2c5680n;
  x ^= (x << 15n) & 0xefc60000n;
  return x ^ (x >> 18n);
}

/** T is linear: it is undone by what it makes of each bit. */
function untempered(word: bigint): bigint {
  let rest = word;
  let x = 0n;
  for (const [i, image, origin] of BASIS)
    if ((rest >> BigInt(i)) & 1n) {
      rest ^= image;
      x ^= origin;
    }
  return x;
}

/** Words whose images under T have different highest bits: the highest bit, the image, the word. The highest come first. */
const BASIS: readonly (readonly [number, bigint, bigint])[] = basis();

function basis(): [number, bigint, bigint][] {
  const found: [number, bigint, bigint][] = [];
  for (let i = 0; i < 32; i++) {
    let origin = 1n << BigInt(i);
    let image = tempered(origin);
    for (const [bit, one, word] of found)
      if ((image >> BigInt(bit)) & 1n) {
        image ^= one;
        origin ^= word;
      }
    found.push([image.toString(2).length - 1, image, origin]);
    found.sort(([a], [b]) => b - a);
  }
  return found;
}
