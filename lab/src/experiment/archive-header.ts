/**
 * The first bytes of an archive by a network: all that its decoder needs to know, besides trained parameters.
 *
 *   varint  number of symbols
 *   varint  options of the trainer that are given; for each its number in TRAINING_FIELDS and its value, as varints
 *   f64     learning rate
 *   varint  batches after which it is half; 0: never
 *
 * A varint has seven bits a byte, the lowest first. The value of a choice is its number, of another option the number of its
 * units (millionths, where it has decimals).
 */
import { TRAINING_FIELDS, type TrainerOptions, type TrainingField } from 'foresay/train';

/** Learning rate of batch t, from 0: rate / (1 + t / halving). */
export interface OnlineSchedule {
  readonly rate: number;
  /** Batches after which the rate is half. Absent: the rate stays. */
  readonly halving?: number | undefined;
}

export interface ArchiveHeader {
  /** Symbols of the sequence. */
  readonly count: number;
  /** Without `threads`, which change no bit. */
  readonly options: TrainerOptions;
  readonly schedule: OnlineSchedule;
}

const FIELDS = Object.entries(TRAINING_FIELDS) as readonly [keyof TrainerOptions, TrainingField][];

const UNITS = 1e6;

export function headerBytes({ count, options, schedule }: ArchiveHeader): Uint8Array {
  const bytes: number[] = [];
  const varint = (value: number) => {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 + (rest % 128));
    bytes.push(rest);
  };
  const given = FIELDS.flatMap(([name, field], i) => {
    const value = options[name];
    return value === undefined || name === 'threads' ? [] : [[i, stored(field, value)] as const];
  });
  varint(count);
  varint(given.length);
  for (const [i, value] of given) {
    varint(i);
    varint(value);
  }
  bytes.push(...new Uint8Array(Float64Array.of(schedule.rate).buffer));
  varint(schedule.halving ?? 0);
  return Uint8Array.from(bytes);
}

/** @returns What headerBytes() was given, and the number of its bytes. */
export function readHeader(bytes: Uint8Array): ArchiveHeader & { readonly length: number } {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte % 128) * unit;
      if (byte < 128) return value;
    }
  };
  const count = varint();
  const options = Object.fromEntries(
    Array.from({ length: varint() }, () => {
      const [name, field] = FIELDS[varint()] as (typeof FIELDS)[number];
      return [name, given(field, varint())];
    }),
  ) as TrainerOptions;
  const rate = new DataView(bytes.buffer, bytes.byteOffset + at, 8).getFloat64(0, true);
  at += 8;
  const halving = varint();
  return { count, options, schedule: { rate, ...(halving > 0 && { halving }) }, length: at };
}

function stored(field: TrainingField, value: string | number): number {
  if (field.kind === 'choice') return field.values.indexOf(value as string);
  return field.decimals === 0 ? (value as number) : Math.round(UNITS * (value as number));
}

function given(field: TrainingField, value: number): string | number {
  if (field.kind === 'choice') return field.values[value] as string;
  return field.decimals === 0 ? value : value / UNITS;
}
