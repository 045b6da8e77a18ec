/** FORMAT.md, section 4: splits joined. */
import { recurrence } from './recurrence.js';
import { joinFasta, joinFastq } from './sequences.js';

type Join = (
  parameters: readonly number[],
  streams: readonly Uint8Array[],
  length: number,
) => Uint8Array;

/** By name: the bytes of `length` before the split. Streams of no bytes are among `streams`. */
export const JOIN: Readonly<Record<string, Join>> = {
  segments,
  'line-ends': (_, [bytes]) => lineEnds(bytes as Uint8Array),
  branches: (_, [bytes]) => branches(bytes as Uint8Array),
  image,
  columns,
  'subtract-green': (_, [bytes]) => addGreen(bytes as Uint8Array),
  recurrence,
  fasta: joinFasta,
  fastq: joinFastq,
};

function segments(parameters: readonly number[], streams: readonly Uint8Array[], length: number) {
  const rest = streams.map((bytes) => [...bytes]);
  const result: number[] = [];
  let stream = 0;
  for (let i = 1; i < parameters.length; i += 2) {
    result.push(...(rest[stream]?.splice(0, parameters[i]) ?? []));
    stream = parameters[i + 1] as number;
  }
  result.push(...(rest[stream]?.splice(0, length - result.length) ?? []));
  return Uint8Array.from(result);
}

function image(
  [, row = 0, padding = 0, rows = 1]: readonly number[],
  streams: readonly Uint8Array[],
) {
  const [header = [], pixels = [], pad = [], rest = []] = streams.map((bytes) => [...bytes]);
  const result = [...header];
  for (let i = 0; i < rows; i++)
    result.push(
      ...pixels.slice(i * row, (i + 1) * row),
      ...pad.slice(i * padding, (i + 1) * padding),
    );
  return Uint8Array.from([...result, ...rest]);
}

function columns([row = 0]: readonly number[], [bytes]: readonly Uint8Array[], length: number) {
  const rows = Math.floor(length / row);
  return Uint8Array.from({ length }, (_, i) =>
    Number(bytes?.[i < rows * row ? (i % row) * rows + Math.floor(i / row) : i]),
  );
}

function lineEnds(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === 0x0a ? [0x0d, 0x0a] : [byte])));
}

function branches(bytes: Uint8Array): Uint8Array {
  const b = Uint8Array.from(bytes);
  const at = (i: number) => b[i] ?? -1;
  const isCall = (i: number) => at(i) === 0xe8 || at(i) === 0xe9;
  const isRelative = (i: number) =>
    (at(i) & ~0x38) === 0x05 && (at(i - 2) === 0x48 || at(i - 2) === 0x4c);
  for (let i = 0; i <= b.length - 5; i++) {
    if (!isCall(i) && !isRelative(i)) continue;
    if (at(i + 4) !== 0x00 && at(i + 4) !== 0xff) continue;
    const place = (at(i + 1) << 16) | (at(i + 2) << 8) | at(i + 3) | ((at(i + 4) & 1) << 24);
    const target = (place - i) & (2 ** 25 - 1);
    b[i + 1] = target & 255;
    b[i + 2] = (target >> 8) & 255;
    b[i + 3] = (target >> 16) & 255;
    b[i + 4] = target >> 24 ? 0xff : 0x00;
  }
  return b;
}

function addGreen(bytes: Uint8Array): Uint8Array {
  const whole = bytes.length - (bytes.length % 3);
  return bytes.map((byte, i) =>
    i < whole && i % 3 !== 1 ? byte + Number(bytes[i - (i % 3) + 1]) : byte,
  );
}
