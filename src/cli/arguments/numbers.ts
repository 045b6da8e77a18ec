/** Numbers in arguments: sizes (`64M`, `1.5GiB`), shares (`50%`) and counts. */

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** Bytes; K, M, G and T are powers of 1024, as in gzip, xz and zstd. Undefined for other text. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)(?:i?B)?$/i.exec(text);
  if (!match) return undefined;
  const bytes = Math.floor(Number(match[1]) * (UNITS[(match[2] ?? '').toUpperCase()] ?? 1));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** As parseSize; a percentage is that share of `whole`. */
export function parseShare(text: string, whole: number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)%$/.exec(text);
  return match ? Math.floor((whole * Number(match[1])) / 100) : parseSize(text);
}

/** A whole number from `min` to `max`; undefined for other text. */
export function parseCount(text: string, min: number, max: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
