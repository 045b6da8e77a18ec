/** A line of `metrics.jsonl`, of a training (`train`) or a case of an experiment (`bits`). */

export interface Report {
  readonly symbols: number;
  /** Bits a symbol since the report before. */
  readonly bits: number;
  readonly validation: number | undefined;
}

/** The report of a line; undefined if the line is none. */
export function parseReport(line: string): Report | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { symbols, train, bits = train, validation } = value as Record<string, unknown>;
  if (!Number.isFinite(symbols) || !Number.isFinite(bits)) return undefined;
  return {
    symbols: symbols as number,
    bits: bits as number,
    validation: Number.isFinite(validation) ? (validation as number) : undefined,
  };
}
