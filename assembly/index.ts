/** The module's exports. A host writes the plan, opens, writes input and dictionary, advances to the end, and finishes. */

import { Block } from './codec/block';
import { MixedBlock } from './codec/mixed-block';
import { NetworkBlock } from './codec/network-block';
import { Plan } from './codec/plan';
import { SymbolBlock } from './codec/symbol-block';
import {
  arenaSize,
  commitArena,
  resetArena,
  restoreArena,
  skipObjects,
  wipeArena,
} from './memory/arena';
import { describeParameter } from './net/parameters';
import { STATUS } from './spec.generated';
import {
  awaitBell,
  bellCount,
  closeJobs,
  dismissed,
  enterBlock,
  leaveBlock,
  openJobs,
} from './threads/jobs';

export {
  checksumDigest,
  checksumPiece,
  checksumState,
  checksumUpdate,
} from './checksum/xxh64';
export { planAddress } from './codec/plan';
// Exported so that the optimiser keeps the kernels functions of their own (numeric/panel.ts); benchmarks use them too.
export { multiply, multiplyFour, multiplyOne } from './numeric/multiply';
export { addOuter, outerMany, outerOne } from './numeric/outer';
export { multiplyTransposed, transposedOne, transposedTwo } from './numeric/transpose';
export { bellAddress } from './threads/jobs';
export {
  beginWeights,
  codeMatrix,
  codeVector,
  finishWeights,
  openWeights,
  weightsAddress,
  weightsCodeAddress,
} from './weights/exports';

let block: Block | null = null;
let measured: f64 = 0;

/** The block that the plan describes, laid out but not yet in memory. */
function layOut(plan: Plan): Block {
  resetArena();
  if (plan.mixesSymbols) return new SymbolBlock(plan);
  return plan.mixes ? new MixedBlock(plan) : new NetworkBlock(plan);
}

function clear(): void {
  closeJobs();
  __reset();
  block = null;
}

/** Bytes of linear memory that a codec for the plan takes, input and output included; or STATUS.INVALID_PLAN. */
export function measure(): f64 {
  clear();
  const plan = new Plan();
  if (!plan.valid) return STATUS.INVALID_PLAN;
  measured = layOut(plan).units;
  return arenaSize();
}

/** Units of work (work/budget.ts) of a byte with the plan that was measured last, on average. */
export function cost(): f64 {
  return measured;
}

/** Zeroes up to `bytes` of the memory that earlier blocks used, so that open has less to zero at once; 1 while some is left. */
export function wipe(bytes: u32): i32 {
  clear();
  return i32(wipeArena(bytes));
}

/** Builds the codec for the plan; 0, or a STATUS. Memory may grow: the host's views must be made anew. */
export function open(): i32 {
  clear();
  const plan = new Plan();
  if (!plan.valid) return STATUS.INVALID_PLAN;
  const next = layOut(plan);
  if (!commitArena()) return STATUS.NO_MEMORY;
  openJobs();
  block = next;
  return 0;
}

/** Where the host writes the block (encode) or the coded bytes (decode). */
export function inputAddress(): usize {
  return block!.input;
}

/** Where the host writes the dictionary. */
export function dictionaryAddress(): usize {
  return block!.dictionary;
}

/** Where the host finds the coded bytes (encode) or the block (decode). */
export function outputAddress(): usize {
  return block!.output;
}

/**
 * Sets initial weights until about `units` of work are done; does a piece at least. 1 when all are set. For a host that
 * then writes weights of its own (net/parameters.ts); advance does the same for all others.
 */
export function setInitial(units: f64): i32 {
  return i32(block!.setInitial(units));
}

/**
 * Goes on until `units` of work are done (work/budget.ts) or the block is coded; does a piece at least. Initial weights and
 * priming are work too. Returns how many bytes are coded so far, or STATUS.DIVERGED, OVERRUN or EXPANDED. A call also ends when the trace is full.
 */
export function advance(units: f64): i32 {
  return block!.advance(units);
}

/** Units of work that the last advance did. */
export { spent } from './work/budget';

/** Bytes of output so far, for progress: no more than finish returns. */
export function produced(): i32 {
  return block!.produced;
}

/** Address of the trace's rows (codec/trace.ts), for a plan that asks for one. */
export function traceAddress(): usize {
  return block!.trace!.rows;
}

/** Rows that the last advance wrote. */
export function traced(): i32 {
  return block!.trace!.count;
}

/** Bytes of the dictionary that are learned. */
export function learned(): i32 {
  return block!.learned;
}

/** Ends the block; returns the length of the output in bytes, or STATUS.INEXACT. */
export function finish(): i32 {
  return block!.finish();
}

/** Address of the description of the network's parameter i (net/parameters.ts), 0 behind the last. Needs an open block. */
export function parameter(i: i32): usize {
  const network = block!.findNetwork();
  return network != null ? describeParameter(network, i) : 0;
}

/** For a host that has written embeddings: predictions read rows that were never updated, too. */
export function readAllRows(): void {
  const network = block!.findNetwork();
  if (network != null) network.readAllRows();
}

/** Bytes of an image of the open block's state, which is linear memory from address 0 on; 0: no block is open. */
export function imageSize(): f64 {
  return block != null ? arenaSize() : 0;
}

/** Address of the open block's object, which restore needs. */
export function blockAddress(): usize {
  return changetype<usize>(block);
}

/**
 * Takes over an open block from an image of `size` bytes, which the host has written to address 0, after close. The
 * image must be of this very module, without threads; `address` is what blockAddress returned there.
 */
export function restore(size: f64, address: usize): void {
  __reset();
  skipObjects();
  restoreArena(u64(size));
  block = changetype<Block>(address);
}

/** Ends what was opened, wherever it is: a helper thread lets go of the memory. */
export function close(): void {
  clear();
}

/**
 * Serves as the helper thread of another instance over the same memory: helps with every block that it opens. Returns when
 * the host says so, by setting the word behind the one at bellAddress and ringing that.
 */
export function assist(): void {
  let known = 0;
  while (!dismissed()) {
    const last = bellCount();
    const number = enterBlock();
    if (number != 0) {
      if (number != known) {
        __reset();
        skipObjects();
        block = layOut(new Plan());
        known = number;
      }
      block!.assist();
    }
    leaveBlock();
    awaitBell(last);
  }
}
