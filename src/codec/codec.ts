/** One instance of the codec, and the plan that tells it what to do (words and statuses: protocol.ts). */

import type { ChecksumCode } from '../archive/checksum.js';
import { ForesayError } from '../errors.js';
import { asForesayError } from './failure.js';
import type { FrameNetwork } from './frame-network.js';
import { type Parameter, type ParameterCode, parametersOf } from './parameters.js';
import { FAMILIES, PLAN, STATUS, TRACE } from './protocol.js';

/** The module's exports (assembly/index.ts). Addresses are offsets in `memory`, whose buffer changes when it grows. */
interface CodecExports extends ChecksumCode, ParameterCode {
  planAddress(): number;
  measure(): number;
  cost(): number;
  open(): number;
  inputAddress(): number;
  outputAddress(): number;
  dictionaryAddress(): number;
  setInitial(units: number): number;
  advance(units: number): number;
  spent(): number;
  produced(): number;
  learned(): number;
  traceAddress(): number;
  traced(): number;
  wipe(bytes: number): number;
  finish(): number;
  readAllRows(): void;
  imageSize(): number;
  blockAddress(): number;
  restore(size: number, address: number): void;
  close(): void;
  bellAddress(): number;
  assist(): void;
}

/** What to code, in which direction, and with which model. */
export interface Plan {
  readonly direction: 'encode' | 'decode';
  /** Whether encoding keeps a trace; see Codec.trace. */
  readonly traces?: boolean;
  /** Bytes to code, 1 to 2^28. */
  readonly length: number;
  /** Bytes of the coded form; 0 when encoding. */
  readonly codedLength: number;
  /** The bytes that prime the model; may be empty. */
  readonly dictionary: Uint8Array;
  /** How many of these bytes, from the first on, only the experts learn. */
  readonly expertsOnly: number;
  /** Name of the priming for progress reports. */
  readonly primingName: string;
  /** The byte values of block and dictionary, as a set of 256 bits: value v is bit v & 7 of byte v >> 3. */
  readonly alphabet: Uint8Array;
  /** The model; see specWords. */
  readonly words: Int32Array;
  /** The network whose weights replace initial ones, where the spec says so. */
  readonly network?: FrameNetwork | undefined;
}

/** The state of an open block (snapshot.ts). */
export interface CodecImage {
  /** Linear memory from address 0 on. */
  readonly memory: Uint8Array;
  /** Address of the object that codes the block. */
  readonly block: number;
}

/** What advance() and finish() say instead of a count (protocol.ts). */
export const { DIVERGED, OVERRUN, EXPANDED, INEXACT } = STATUS;

/**
 * The calls of one block: measure, wipe, open, put, advance until done, finish, get, close. Its memory only grows. Calls
 * whose time grows with the block work on as much as the caller says.
 */
export class Codec {
  readonly #exports: CodecExports;

  /**
   * @param memory The memory for a module that imports one: the shared codec. Throws MEMORY_LIMIT when the machine
   * refuses a memory, ENGINE when the module cannot be instantiated.
   */
  constructor(module: WebAssembly.Module, memory?: WebAssembly.Memory) {
    const imports = memory && { env: { memory } };
    try {
      this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as CodecExports;
    } catch (error) {
      throw asForesayError(error);
    }
  }

  /** The module's checksum functions. They share no state with the coding of a block. */
  get checksum(): ChecksumCode {
    return this.#exports;
  }

  /** Bytes of the codec's memory now. */
  get held(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Bytes of memory that coding with this plan takes, input and output included; negative for an invalid plan. */
  measure(plan: Plan): number {
    this.#write(plan);
    return this.#exports.measure();
  }

  /** Mean units of work (see advance) a byte, for the plan that was measured last. Deterministic. */
  get cost(): number {
    return this.#exports.cost();
  }

  /** Zeroes up to `bytes` bytes of earlier blocks. True while more are left; open() zeroes the rest. */
  wipe(bytes: number): boolean {
    return this.#exports.wipe(bytes) !== 0;
  }

  /** Lays out the memory of the plan; false when the machine refuses it. */
  open(plan: Plan): boolean {
    this.#write(plan);
    return this.#exports.open() === 0;
  }

  /** Copies a piece of the input to offset `at` of the input. */
  put(piece: Uint8Array, at: number): void {
    this.#bytes(this.#exports.inputAddress() + at, piece.length).set(piece);
  }

  /** Copies a piece of the dictionary to offset `at` of the dictionary. */
  putDictionary(piece: Uint8Array, at: number): void {
    this.#bytes(this.#exports.dictionaryAddress() + at, piece.length).set(piece);
  }

  /**
   * Does about `units` units of work on the initial weights. True when all are set, so that writeParameters may replace
   * them before the model learns or codes a byte. Optional: advance() sets them too.
   */
  setInitial(units: number): boolean {
    return this.#exports.setInitial(units) !== 0;
  }

  /**
   * Does about `units` units of work: sets initial weights, primes the model, codes. A unit takes as long as a
   * multiply-add. Work is cut into small parts; each call does at least one. Returns the bytes of the block coded so
   * far, or DIVERGED, OVERRUN or EXPANDED.
   */
  advance(units: number): number {
    return this.#exports.advance(units);
  }

  /** Units of work that the last advance() did. */
  get spent(): number {
    return this.#exports.spent();
  }

  /** Bytes of the result so far; never more than finish() returns. */
  get produced(): number {
    return this.#exports.produced();
  }

  /** Bytes of the dictionary that the model has learned. */
  get learned(): number {
    return this.#exports.learned();
  }

  /** The trace of the bytes that the last advance() coded: a row of f32 for each (TRACE). Valid until the next call. */
  get trace(): Float32Array {
    const { memory, traceAddress, traced } = this.#exports;
    const words = traced() * (TRACE.VOTES + FAMILIES.length);
    return new Float32Array(memory.buffer, traceAddress(), words);
  }

  /** Ends the coding. Returns the length of the result, coded form or block, in bytes, or INEXACT. */
  finish(): number {
    return this.#exports.finish();
  }

  /** Fills `piece` with the result from offset `at` on. */
  get(piece: Uint8Array, at: number): void {
    piece.set(this.#bytes(this.#exports.outputAddress() + at, piece.length));
  }

  /** The parameters of the open block's network. They have their initial values once advance() has coded or learned a byte. */
  get parameters(): readonly Parameter[] {
    return parametersOf(this.#exports);
  }

  /**
   * Lets `write` change the values of parameters, between two calls of advance(). With `lag` the values are those in use,
   * and the update from the segment before may be under way: write before the second segment then.
   */
  writeParameters(write: (parameters: readonly Parameter[]) => void): void {
    this.#exports.readAllRows();
    write(this.parameters);
  }

  /** Whether the memory is shared with a helper thread. */
  get shared(): boolean {
    return !(this.#exports.memory.buffer instanceof ArrayBuffer);
  }

  /** The open block's state: the memory that it lies in, until the next call, and the address of its object. */
  get image(): CodecImage {
    const { imageSize, blockAddress } = this.#exports;
    return { memory: this.#bytes(0, imageSize()), block: blockAddress() };
  }

  /** Takes over an open block of another instance of the same module. Throws MEMORY_LIMIT. */
  restore({ memory: image, block }: CodecImage): void {
    const { memory, restore } = this.#exports;
    const pages = Math.ceil((image.length - this.held) / 2 ** 16);
    try {
      if (pages > 0) memory.grow(pages);
    } catch (cause) {
      throw new ForesayError('MEMORY_LIMIT', 'the machine has no more memory to give', { cause });
    }
    this.close();
    this.#bytes(0, image.length).set(image);
    restore(image.length, block);
  }

  /** Ends the block, finished or not, as open() does too. The result is then lost. */
  close(): void {
    this.#exports.close();
  }

  /** Does the work of a helper thread for another codec over the same memory. Returns when dismissed. */
  assist(): void {
    this.#exports.assist();
  }

  /** Address of the word that wakes the helper thread (assembly/threads/jobs.ts). */
  get wakeUpAddress(): number {
    return this.#exports.bellAddress();
  }

  #bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, address, length);
  }

  #write(plan: Plan): void {
    const { direction, traces, length, codedLength, dictionary, expertsOnly, alphabet, words } =
      plan;
    const { memory } = this.#exports;
    const address = this.#exports.planAddress();
    const all = new Int32Array(memory.buffer, address, PLAN.SPEC + words.length);
    all[PLAN.MODE] = direction === 'decode' ? 1 : traces ? 2 : 0;
    all[PLAN.LENGTH] = length;
    all[PLAN.CODED_LENGTH] = codedLength;
    all[PLAN.DICTIONARY_LENGTH] = dictionary.length;
    all[PLAN.EXPERTS_ONLY] = expertsOnly;
    new Uint8Array(memory.buffer, address + 4 * PLAN.ALPHABET, 32).set(alphabet);
    all.set(words, PLAN.SPEC);
  }
}
