/** Codes blocks, one at a time, in slices: between two slices the caller may report, listen or stop. */
import { ForesayError } from '../errors.js';
import { Codec, DIVERGED, EXPANDED, OVERRUN, type Plan } from './codec.js';
import { planMemory } from './measure.js';
import { Slices } from './slices.js';

/** Yields the bytes of the block coded so far, before each slice; returns the result. */
export type Steps<T> = Generator<number, T, undefined>;

export class BlockCoder {
  readonly #codec: Codec;

  constructor(module: WebAssembly.Module) {
    this.#codec = new Codec(module);
  }

  /** Bytes of memory kept from the largest block so far. */
  get held(): number {
    return this.#codec.held;
  }

  /** Bytes of memory that coding to the plan takes, its input and output included. Throws as planMemory does. */
  measure(plan: Plan): number {
    return planMemory(this.#codec, plan);
  }

  /**
   * Codes `input` to the plan. Encoding gives undefined when the coded form would not be shorter than the block.
   *
   * Throws MEMORY_LIMIT before taking more than `memory` bytes, CORRUPT when `input` is not the coded form of a block,
   * DIVERGED, or ENGINE.
   */
  *code(plan: Plan, input: Uint8Array, memory: number): Steps<Uint8Array<ArrayBuffer> | undefined> {
    if (this.measure(plan) > memory) throw new ForesayError('MEMORY_LIMIT');
    if (!this.#codec.open(plan, input))
      throw new ForesayError('MEMORY_LIMIT', 'the machine has no more memory to give');
    const slices = new Slices();
    for (let done = 0; done < plan.length; ) {
      yield done;
      done = this.#codec.advance(slices.next());
      if (done === EXPANDED) return undefined;
      if (done < 0) throw failure(done);
      slices.lap();
    }
    const result = this.#codec.finish();
    return plan.direction === 'encode' && result.length >= plan.length ? undefined : result;
  }
}

function failure(status: number): ForesayError {
  if (status === DIVERGED) return new ForesayError('DIVERGED');
  if (status === OVERRUN)
    return new ForesayError('CORRUPT', 'the coded bytes end before the block does');
  return new ForesayError('ENGINE', `the codec gave status ${status}`);
}
