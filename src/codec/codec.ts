/** One instance of the codec, and the plan that tells it what to do (the word layout is assembly/codec/plan.ts). */

import type { ChecksumCode } from '../archive/checksum.js';
import { ForesayError } from '../errors.js';
import { asForesayError } from './failure.js';
import { type Parameter, type ParameterCode, parametersOf } from './parameters.js';

/** The exports of the module in assembly/index.ts. Byte addresses are in `memory`, which moves when it grows. */
interface CodecExports extends ChecksumCode, ParameterCode {
  planAddress(): number;
  measure(): number;
  cost(): number;
  open(): number;
  inputAddress(): number;
  outputAddress(): number;
  dictionaryAddress(): number;
  advance(units: number): number;
  spent(): number;
  produced(): number;
  learned(): number;
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

/** What to code and with which model. */
export interface Plan {
  readonly direction: 'encode' | 'decode';
  /** Bytes of the block, 1 to 2^28. */
  readonly length: number;
  /** Bytes of its coded form; 0 when encoding. */
  readonly codedLength: number;
  /** What the model learns before it codes; may be empty. */
  readonly dictionary: Uint8Array;
  /** How many bytes of it, from the beginning, are skimmed. */
  readonly skimmed: number;
  /** What the dictionary is, for people. */
  readonly lesson: string;
  /** The byte values that the block and the dictionary use: value v is bit v & 7 of byte v >> 3. */
  readonly alphabet: Uint8Array;
  /** The model: see specWords. */
  readonly words: Int32Array;
}

/** The state of an open block (snapshot.ts). */
export interface CodecImage {
  /** Linear memory from address 0 on. */
  readonly memory: Uint8Array;
  /** Address of the object that codes the block. */
  readonly block: number;
}

/** Words before the alphabet's and before the spec's. */
export const ALPHABET_WORD = 5;
export const SPEC_WORD = 13;

/** What advance() says instead of a count. */
export const DIVERGED = -1;
export const OVERRUN = -2;
export const EXPANDED = -3;

/** What finish() says instead of a length: the coded bytes are none that an encoder writes. */
export const INEXACT = -5;

/**
 * A codec: measures, opens, advances and finishes one block at a time. Its memory only ever grows. What takes long with
 * large blocks is cut into steps of the caller's choice.
 */
export class Codec {
  readonly #exports: CodecExports;

  /**
   * `memory`: the one to work in, for a module that brings none (pair.ts). Throws MEMORY_LIMIT when the machine refuses
   * a memory, ENGINE when the module cannot be instantiated.
   */
  constructor(module: WebAssembly.Module, memory?: WebAssembly.Memory) {
    const imports = memory && { env: { memory } };
    try {
      this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as CodecExports;
    } catch (error) {
      throw asForesayError(error);
    }
  }

  /** The part of the module that computes checksums; it works beside everything else. */
  get checksum(): ChecksumCode {
    return this.#exports;
  }

  /** Bytes of memory the codec holds now. */
  get held(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Bytes of memory that coding to this plan takes, input and output included; negative when the plan is not valid. */
  measure(plan: Plan): number {
    this.#write(plan);
    return this.#exports.measure();
  }

  /** Units of work (see advance) that a byte takes with the plan measured last, on average; deterministic. */
  get cost(): number {
    return this.#exports.cost();
  }

  /** Zeroes up to `bytes` of what earlier blocks left in memory; true while some is left, which open() then zeroes. */
  wipe(bytes: number): boolean {
    return this.#exports.wipe(bytes) !== 0;
  }

  /** Makes the codec ready for its input; false when the machine refuses the memory. */
  open(plan: Plan): boolean {
    this.#write(plan);
    return this.#exports.open() === 0;
  }

  /** Puts a piece of the input in its place, `at` bytes from the input's beginning. */
  put(piece: Uint8Array, at: number): void {
    this.#bytes(this.#exports.inputAddress() + at, piece.length).set(piece);
  }

  /** Puts a piece of the dictionary in its place, `at` bytes from its beginning. */
  putDictionary(piece: Uint8Array, at: number): void {
    this.#bytes(this.#exports.dictionaryAddress() + at, piece.length).set(piece);
  }

  /**
   * Does about `units` of work, less at the end, a piece at least: sets initial weights, learns the dictionary, codes.
   * A unit is a multiply-add or what takes as long. Returns the bytes of the block coded so far, or DIVERGED, OVERRUN,
   * EXPANDED.
   */
  advance(units: number): number {
    return this.#exports.advance(units);
  }

  /** Units of work that the last advance() did. */
  get spent(): number {
    return this.#exports.spent();
  }

  /** Bytes of the result so far, no more than finish() will say. */
  get produced(): number {
    return this.#exports.produced();
  }

  /** Bytes of the dictionary that are learned. */
  get learned(): number {
    return this.#exports.learned();
  }

  /** Ends the code; returns the bytes of the result, the coded form or the block, or INEXACT. */
  finish(): number {
    return this.#exports.finish();
  }

  /** Fills `piece` with the result from byte `at` on. */
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

  /** Lets go of the block, finished or not; open() does too. What get() gives is no longer there. */
  close(): void {
    this.#exports.close();
  }

  /** Helps another codec over the same memory with its blocks; returns when dismissed (pair.ts). */
  assist(): void {
    this.#exports.assist();
  }

  /** Where the bell lies in memory, by which a companion is called. */
  get bellAddress(): number {
    return this.#exports.bellAddress();
  }

  #bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, address, length);
  }

  #write(plan: Plan): void {
    const { direction, length, codedLength, dictionary, skimmed, alphabet, words } = plan;
    const { memory } = this.#exports;
    const address = this.#exports.planAddress();
    const all = new Int32Array(memory.buffer, address, SPEC_WORD + words.length);
    all.set([Number(direction === 'decode'), length, codedLength, dictionary.length, skimmed]);
    new Uint8Array(memory.buffer, address + 4 * ALPHABET_WORD, 32).set(alphabet);
    all.set(words, SPEC_WORD);
  }
}
