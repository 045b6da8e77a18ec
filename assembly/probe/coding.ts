import { Distribution } from '../codec/distribution';
import { Decoder } from '../coder/decoder';
import { Encoder } from '../coder/encoder';

/** The coder on arrays of decisions or of symbols. Lengths are -1 where the code did not fit or was overrun. */

/** n bits, a byte each, with p1 an u32 each; returns the length of the code. */
export function encodeBits(bits: usize, p1: usize, n: i32, code: usize, capacity: i32): i32 {
  const encoder = new Encoder(code, code + capacity);
  for (let i = 0; i < n; i++)
    encoder.encode(load<u8>(bits + i) != 0, load<u32>(p1 + ((<usize>i) << 2)));
  const length = encoder.finish();
  return encoder.overflowed ? -1 : length;
}

/** The reverse; returns how many bits were decoded before the code was overrun: n if it was not. */
export function decodeBits(bits: usize, p1: usize, n: i32, code: usize, length: i32): i32 {
  const decoder = new Decoder(code, code + length);
  for (let i = 0; i < n; i++) {
    store<u8>(bits + i, u8(decoder.decode(load<u32>(p1 + ((<usize>i) << 2)))));
    if (decoder.overrun) return i;
  }
  return n;
}

let distribution: Distribution | null = null;

/** A distribution over V symbols, among the reserved arrays (arrays.ts). */
export function openDistribution(V: i32): void {
  distribution = new Distribution(V);
}

/** n symbols, each with its row of probabilities, `stride` bytes apart. */
export function encodeSymbols(
  symbols: usize,
  rows: usize,
  stride: usize,
  n: i32,
  code: usize,
  capacity: i32,
): i32 {
  const encoder = new Encoder(code, code + capacity);
  for (let i = 0; i < n; i++, rows += stride) {
    distribution!.set(rows);
    distribution!.encode(encoder, load<u8>(symbols + i));
  }
  const length = encoder.finish();
  return encoder.overflowed ? -1 : length;
}

export function decodeSymbols(
  symbols: usize,
  rows: usize,
  stride: usize,
  n: i32,
  code: usize,
  length: i32,
): void {
  const decoder = new Decoder(code, code + length);
  for (let i = 0; i < n; i++, rows += stride) {
    distribution!.set(rows);
    store<u8>(symbols + i, u8(distribution!.decode(decoder)));
  }
}
