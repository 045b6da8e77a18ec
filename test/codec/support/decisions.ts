/** Binary decisions through the probe's coder. */
import type { Probe } from './probe.js';

/** Probabilities are integers in units of 2^-24. */
export const UNIT = 2 ** 24;

export interface Decisions {
  /** 0 or 1 each. */
  readonly bits: Uint8Array;
  /** P(1) each. */
  readonly p1: Uint32Array;
}

/** What the decisions cost at best, in bits. */
export function idealBits({ bits, p1 }: Decisions): number {
  let sum = 0;
  bits.forEach((bit, i) => {
    const p = (p1[i] ?? 0) / UNIT;
    // log2(1 - p) of a small p would lose digits.
    sum -= (bit === 1 ? Math.log(p) : Math.log1p(-p)) / Math.LN2;
  });
  return sum;
}

/** The probe's memory for `n` decisions and a code of `capacity` bytes. */
function place(probe: Probe, n: number, capacity: number) {
  const { call } = probe;
  call.release();
  const [bits, p1, code] = [call.reserve(n), call.reserve(4 * n), call.reserve(capacity + 16)];
  call.commit();
  return { bits, p1, code, bytes: new Uint8Array(probe.memory.buffer) };
}

/** The code, or null if it does not fit in `capacity` bytes; throws if the coder wrote beyond. */
export function encode(
  probe: Probe,
  { bits, p1 }: Decisions,
  capacity = bits.length * 3 + 16,
): Uint8Array | null {
  const at = place(probe, bits.length, capacity);
  at.bytes.set(bits, at.bits);
  new Uint32Array(probe.memory.buffer, at.p1, p1.length).set(p1);
  at.bytes.fill(0xaa, at.code, at.code + capacity + 16);
  const length = probe.call.encodeBits(at.bits, at.p1, bits.length, at.code, capacity);
  const beyond = at.bytes.subarray(at.code + capacity, at.code + capacity + 16);
  if (beyond.some((byte) => byte !== 0xaa)) throw new Error('written beyond the end');
  return length < 0 ? null : at.bytes.slice(at.code, at.code + length);
}

/** The bits, fewer when the code was overrun. */
export function decode(probe: Probe, code: Uint8Array, p1: Uint32Array): Uint8Array {
  const at = place(probe, p1.length, code.length);
  at.bytes.set(code, at.code);
  // What lies behind the code must not matter.
  at.bytes.fill(0xaa, at.code + code.length, at.code + code.length + 16);
  new Uint32Array(probe.memory.buffer, at.p1, p1.length).set(p1);
  const n = probe.call.decodeBits(at.bits, at.p1, p1.length, at.code, code.length);
  return at.bytes.slice(at.bits, at.bits + n);
}
