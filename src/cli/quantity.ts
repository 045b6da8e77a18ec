/** Sizes as people type them on a command line: `64M`, `1.5GiB`, `50%`. */

const SUFFIXES: Readonly<Record<string, number>> = {
  '': 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** Bytes in `64M` and the like; K, M, G, T are powers of 1024, as in gzip, xz and zstd. Undefined when it is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)(?:i?B)?$/i.exec(text);
  if (!match) return undefined;
  const bytes = Math.floor(Number(match[1]) * (SUFFIXES[(match[2] ?? '').toUpperCase()] ?? 1));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** As parseSize, and `50%` is that share of `whole`. */
export function parseShare(text: string, whole: number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
  return match ? Math.floor((whole * Number(match[1])) / 100) : parseSize(text);
}

/** A whole number in a range; undefined when it is none. */
export function parseCount(text: string, min: number, max: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
