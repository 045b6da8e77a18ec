/** What encoding found out about each byte of a stream or a block: its cost, its kind, and what experts saved. */

import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { KIND_NAMES, type Kind, STORED } from '../kinds/kinds.js';
import { SPLITTERS, type SplitterName } from '../split/registry.js';
import type { KindRun } from '../types.js';
import { FAMILIES, TRACE } from './protocol.js';

/** What is traced: the bits spent on each byte, or also the votes of the experts. */
export type Tracing = 'bits' | 'votes';

export interface ByteTrace {
  readonly length: number;
  /** Bits spent on each byte. */
  readonly bits: Float32Array<ArrayBuffer>;
  /** Index in KIND_NAMES of each byte's kind. */
  readonly kinds: Uint8Array<ArrayBuffer>;
  /** Bits that each family saved of each byte's eight: votes[i * FAMILIES.length + f]. */
  readonly votes: Float32Array<ArrayBuffer> | undefined;
}

const COUNT = FAMILIES.length;

/** Words of a row of the codec's trace. */
const ROW = TRACE.VOTES + COUNT;

const BITS_PER_BYTE = 8;

/**
 * Most bytes of memory that tracing a block of `length` bytes takes beside encoding it: the traces of its parts and of the
 * whole, or those of a stream that is coded with two models; where its bytes went in a split; and the codec's buffer.
 */
export function traceMemory(length: number, tracing: Tracing): number {
  const row = 4 + 1 + (tracing === 'votes' ? 4 * COUNT : 0);
  return (2 * row + 10) * length + 2 ** 18;
}

/** A trace to be filled; throws MEMORY_LIMIT when the machine refuses the memory. */
export function newTrace(length: number, tracing: Tracing, kind: Kind): ByteTrace {
  const floats = (count: number) => new Float32Array(newBytes(4 * count).buffer);
  return {
    length,
    bits: floats(length),
    kinds: newBytes(length).fill(KIND_NAMES.indexOf(kind)),
    votes: tracing === 'votes' ? floats(COUNT * length) : undefined,
  };
}

/** Bytes that are stored: eight bits each. */
export function storedTrace(length: number, tracing: Tracing): ByteTrace {
  const trace = newTrace(length, tracing, STORED);
  trace.bits.fill(BITS_PER_BYTE);
  return trace;
}

/** Bytes of one value, which cost nothing: the alphabet saves all bits. */
export function constantTrace(length: number, tracing: Tracing, kind: Kind): ByteTrace {
  const trace = newTrace(length, tracing, kind);
  const alphabet = FAMILIES.indexOf('alphabet');
  for (let at = alphabet; trace.votes && at < trace.votes.length; at += COUNT)
    trace.votes[at] = BITS_PER_BYTE;
  return trace;
}

/** Enters rows of the codec's trace. They are not in the order of the bytes where a network has lanes. */
export function takeRows({ bits, votes }: ByteTrace, rows: Float32Array): void {
  const indexes = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
  for (let row = 0; row < rows.length; row += ROW) {
    const at = indexes[row + TRACE.AT] as number;
    bits[at] = rows[row + TRACE.BITS] as number;
    votes?.set(rows.subarray(row + TRACE.VOTES, row + ROW), at * COUNT);
  }
}

/**
 * The trace of the bytes `whole` that a splitter took apart, from those of its parts: what a byte of a part costs counts
 * for the byte that it stands for. A byte that the splitter leaves out costs nothing.
 */
export function* joinTraces(
  splitter: SplitterName,
  parameters: readonly number[],
  whole: Uint8Array,
  parts: readonly ByteTrace[],
): Stepwise<ByteTrace> {
  const [first] = parts;
  const kind = KIND_NAMES[first?.kinds[0] ?? 0] as Kind;
  const result = newTrace(whole.length, first?.votes ? 'votes' : 'bits', kind);
  const places = yield* SPLITTERS[splitter].places(parameters, whole);
  let before = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      if (i % STEP_BYTES === 0) yield;
      const at = places[before + i] as number;
      result.bits[at] = part.bits[i] as number;
      result.kinds[at] = part.kinds[i] as number;
      if (!part.votes || !result.votes) continue;
      for (let f = 0; f < COUNT; f++)
        result.votes[at * COUNT + f] = part.votes[i * COUNT + f] as number;
    }
    before += part.length;
  }
  return result;
}

/** The stretches of one kind, in their order. */
export function* kindRuns({ kinds }: ByteTrace): Stepwise<KindRun[]> {
  const runs: KindRun[] = [];
  for (let start = 0, i = 1; i <= kinds.length; i++) {
    if (i % STEP_BYTES === 0) yield;
    if (i < kinds.length && kinds[i] === kinds[start]) continue;
    runs.push({ kind: KIND_NAMES[kinds[start] as number] as Kind, length: i - start });
    start = i;
  }
  return runs;
}
