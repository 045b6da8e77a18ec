/** The parameters of a split of FASTQ. */
import { COLUMN, MAX_COLUMNS } from './identifiers.js';

/** Bits of the first parameter. */
const CRLF = 1;
const REPEAT = 2;
const RNA = 4;

/** The streams in their order; behind those of the columns is the end of the bytes. */
export const STREAM = { outside: 0, runs: 1, bases: 2, qualities: 3, columns: 4 } as const;

export interface FastqLayout {
  readonly crlf: boolean;
  /** Whether the identifier is repeated behind the `+`. */
  readonly repeat: boolean;
  readonly rna: boolean;
  /** Bytes before the first record. */
  readonly lead: number;
  readonly records: number;
  /** The quality at which a base is N, 0 for none. */
  readonly unknown: number;
  /** The types of the columns. */
  readonly types: readonly number[];
  /** The lengths of the streams. */
  readonly lengths: readonly number[];
}

export function parametersOf(layout: FastqLayout): number[] {
  const { crlf, repeat, rna, lead, records, unknown, types, lengths } = layout;
  const flags = (crlf ? CRLF : 0) + (repeat ? REPEAT : 0) + (rna ? RNA : 0);
  const columns = types.map((type, i) => 4 * (lengths[STREAM.columns + i] as number) + type);
  const fixed = [...lengths.slice(0, STREAM.columns), lengths.at(-1) as number];
  return [flags, lead, records, unknown, ...fixed, types.length, ...columns];
}

/** Inverse of parametersOf for `length` bytes; undefined for parameters that break a rule of the format. */
export function layoutOf(parameters: readonly number[], length: number): FastqLayout | undefined {
  const [flags = 0, lead = 0, records = 0, unknown = 0, outside = 0, runs = 0, bases = 0] =
    parameters;
  const [qualities = 0, end = 0, count = 0, ...columns] = parameters.slice(7);
  const types = columns.map((column) => column % 4);
  const own = columns.map((column) => Math.floor(column / 4));
  const lengths = [outside, runs, bases, qualities, ...own, end];
  const right =
    flags < 8 &&
    records >= 1 &&
    unknown < 256 &&
    lead <= outside &&
    count >= 1 &&
    count <= MAX_COLUMNS &&
    columns.length === count &&
    types.every((type, i) => type !== COLUMN.constant || own[i] === 0) &&
    lengths.reduce((sum, one) => sum + one, 0) <= length;
  if (!right) return undefined;
  return {
    crlf: (flags & CRLF) !== 0,
    repeat: (flags & REPEAT) !== 0,
    rna: (flags & RNA) !== 0,
    lead,
    records,
    unknown,
    types,
    lengths,
  };
}
