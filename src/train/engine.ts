/** The training module (assembly/train.ts): how it is compiled, instantiated and called. */
import { asForesayError, describe } from '../codec/failure.js';
import type { ParameterCode } from '../codec/parameters.js';
import { STATUS } from '../codec/protocol.js';
import { ForesayError } from '../errors.js';
import { invalid, type TrainerSettings, trainingWords } from './options.js';

/** Bytes that a WebAssembly memory can have. */
const MEMORY_BYTES = 2 ** 32;

/**
 * The module's exports. Addresses are offsets in `memory`, in bytes. A count below zero is a STATUS
 * (src/codec/protocol.ts).
 */
export interface TrainingCode extends ParameterCode {
  /** Address of the configuration's words, i32, in the order of TRAINING_FIELDS. */
  configAddress(): number;
  /** Bytes of memory that the configuration takes, or INVALID_PLAN. */
  measure(): number;
  /** Lays out the memory and sets the initial weights. 0, NO_MEMORY or INVALID_PLAN. */
  open(): number;
  /** Address of the batch's symbols, u16 [step][row]. */
  symbolsAddress(): number;
  /** Address of a step's probabilities, f32 [row][probabilityStride / 4]; 0: the state has diverged. */
  predict(step: number, training: number): number;
  /** Bytes from one row of probabilities to the next. */
  probabilityStride(): number;
  /** These four return bits, or DIVERGED. */
  learn(steps: number, rate: number): number;
  carry(steps: number): number;
  train(steps: number, rate: number): number;
  evaluate(steps: number): number;
  /** From now on the network reads weights quantised with this dead zone, or as they are where it is 0. */
  quantise(deadZone: number): void;
  resetState(): void;
  stateAddress(): number;
  stateSize(): number;
  modelAddress(): number;
  modelSize(): number;
  /** Works as thread `rank`, from 1 to threads - 1, until dismiss(). */
  assist(rank: number): void;
  dismiss(): void;
}

/** Compiles the module. Rejects with ENGINE. */
export async function compileTraining(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new ForesayError(
      'ENGINE',
      `the training module cannot be compiled (${describe(cause)}); it needs WebAssembly with SIMD`,
      { cause },
    );
  }
}

/**
 * Instantiates the module. `memory`: for the module over shared memory. Throws MEMORY_LIMIT when the machine refuses a
 * memory, ENGINE for other causes.
 */
export function instantiate(module: WebAssembly.Module, memory?: WebAssembly.Memory): TrainingCode {
  try {
    const imports = memory && { env: { memory } };
    return new WebAssembly.Instance(module, imports).exports as unknown as TrainingCode;
  } catch (error) {
    throw asForesayError(error);
  }
}

/**
 * Writes the configuration. Returns the bytes of memory that it takes. Throws INVALID_OPTION, or MEMORY_LIMIT above `limit`
 * bytes.
 */
export function measure(
  code: TrainingCode,
  settings: TrainerSettings,
  limit = Number.POSITIVE_INFINITY,
): number {
  const words = trainingWords(settings);
  new Int32Array(code.memory.buffer, code.configAddress() >>> 0, words.length).set(words);
  const needed = code.measure();
  if (needed === STATUS.INVALID_PLAN)
    throw invalid('the training module cannot be configured with this combination of options');
  if (needed > limit) throw memoryLimit(needed, `and the limit is ${limit}`);
  if (needed <= MEMORY_BYTES) return needed;
  throw memoryLimit(needed, `and WebAssembly has ${MEMORY_BYTES}`);
}

/** Lays out the memory of the configuration that was measured. Throws MEMORY_LIMIT. */
export function open(code: TrainingCode, needed: number): void {
  if (code.open() !== 0) throw memoryLimit(needed, 'which could not be allocated');
}

function memoryLimit(needed: number, why: string): ForesayError {
  return new ForesayError('MEMORY_LIMIT', `the trainer needs ${needed} bytes of memory, ${why}`);
}
