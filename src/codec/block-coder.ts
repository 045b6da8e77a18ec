/** Codes one block at a time, in slices. Between two slices the caller may report, wait or stop. */

import type { Tree } from '../archive/tree.js';
import { newBytes } from '../bytes/new-bytes.js';
import { inPieces, PIECE_BYTES } from '../bytes/stepwise.js';
import { ForesayError } from '../errors.js';
import type { Learning } from '../types.js';
import { type ByteTrace, takeRows } from './byte-trace.js';
import { Codec, DIVERGED, EXPANDED, INEXACT, OVERRUN, type Plan } from './codec.js';
import type { Dictionary } from './dictionary.js';
import { type FrameNetwork, writeNetwork } from './frame-network.js';
import { blockMemory, planMemory } from './measure.js';
import { Slices } from './slices.js';

/** Progress of a block. `coded` never decreases; `produced` does where a second model makes fewer bytes of a stream. */
export interface BlockProgress {
  /** Bytes of the block coded so far. */
  readonly coded: number;
  /** Bytes of the result so far, those of an unfinished stream included. */
  readonly produced: number;
  /** Present while a model is primed. */
  readonly learning?: Learning;
}

/** Yields the progress before each slice and returns the result. */
export type Steps<T> = Generator<BlockProgress, T, undefined>;

export const START: BlockProgress = { coded: 0, produced: 0 };

export class BlockCoder {
  readonly #codec: Codec;

  /** `memory`: see Codec. */
  constructor(module: WebAssembly.Module, memory?: WebAssembly.Memory) {
    this.#codec = new Codec(module, memory);
  }

  /** Bytes of the codec's memory. It only grows, so the largest block so far decides. */
  get held(): number {
    return this.#codec.held;
  }

  /** Bytes of memory that coding with the plan takes, its input and output included. Throws as planMemory does. */
  measure(plan: Plan): number {
    return planMemory(this.#codec, plan);
  }

  /** Bytes of memory that decoding a block of that tree takes. */
  blockMemory(tree: Tree, dictionary: Dictionary, network?: FrameNetwork): number {
    return blockMemory(this.#codec, tree, dictionary, network);
  }

  /**
   * Encodes or decodes `input` as the plan says. Encoding returns undefined when the coded form is no shorter than the
   * block. `trace`, if given, is filled while encoding.
   *
   * Throws MEMORY_LIMIT when that would take more than `memory` bytes, CORRUPT when `input` is not the coded form of a
   * block or the plan's network is damaged, DIVERGED, or ENGINE.
   */
  *code(
    plan: Plan,
    input: Uint8Array,
    memory: number,
    trace?: ByteTrace,
  ): Steps<Uint8Array<ArrayBuffer> | undefined> {
    if (this.measure(plan) > memory) throw new ForesayError('MEMORY_LIMIT');
    try {
      return yield* this.#run({ ...plan, traces: trace !== undefined }, input, trace);
    } finally {
      this.#codec.close();
    }
  }

  *#run(
    plan: Plan,
    input: Uint8Array,
    trace: ByteTrace | undefined,
  ): Steps<Uint8Array<ArrayBuffer> | undefined> {
    const codec = this.#codec;
    while (codec.wipe(PIECE_BYTES)) yield START;
    if (!codec.open(plan))
      throw new ForesayError('MEMORY_LIMIT', 'the memory of the codec could not be allocated');
    for (const { at, piece } of inPieces(input)) {
      yield START;
      codec.put(piece, at);
    }
    for (const { at, piece } of inPieces(plan.dictionary)) {
      yield START;
      codec.putDictionary(piece, at);
    }
    const slices = new Slices();
    if (plan.network) {
      for (let set = false; !set; slices.lap(codec.spent)) {
        yield START;
        set = codec.setInitial(slices.next());
      }
      for (const _ of writeNetwork(codec, plan.network, plan.alphabet)) yield START;
    }
    for (let coded = 0; coded < plan.length; ) {
      yield { coded, produced: codec.produced, ...learning(codec, plan) };
      coded = codec.advance(slices.next());
      if (coded === EXPANDED) return undefined;
      if (coded < 0) throw failure(coded);
      slices.lap(codec.spent);
      if (trace) takeRows(trace, codec.trace);
    }
    const length = codec.finish();
    if (length === INEXACT) throw failure(length);
    if (plan.direction === 'encode' && length >= plan.length) return undefined;
    const result = newBytes(length);
    for (const { at, piece } of inPieces(result)) {
      yield { coded: plan.length, produced: length };
      codec.get(piece, at);
    }
    return result;
  }

  /** Does the work of a helper thread for another coder over the same memory. Returns when dismissed. */
  assist(): void {
    this.#codec.assist();
  }
}

/** How far priming is, while the model is primed. */
function learning({ learned }: Codec, plan: Plan): { readonly learning?: Learning } {
  const total = plan.dictionary.length;
  return learned < total ? { learning: { what: plan.primingName, bytes: learned, total } } : {};
}

function failure(status: number): ForesayError {
  if (status === DIVERGED) return new ForesayError('DIVERGED');
  if (status === INEXACT)
    return new ForesayError('CORRUPT', 'the coded bytes do not end as an encoder ends them');
  if (status === OVERRUN)
    return new ForesayError('CORRUPT', 'the coded bytes end before the block does');
  return new ForesayError('ENGINE', `the codec gave status ${status}`);
}
