/** The part of the codec that codes the weights of a network (assembly/weights/exports.ts). */
import { ForesayError } from '../errors.js';
import { asForesayError } from './failure.js';

/** Addresses are offsets in `memory`, in bytes. A result below zero is a STATUS (protocol.ts). */
export interface WeightCode {
  readonly memory: WebAssembly.Memory;
  openWeights(size: number, columns: number, capacity: number): number;
  weightsAddress(): number;
  weightsCodeAddress(): number;
  beginWeights(decodes: number, length: number): void;
  codeMatrix(rows: number, columns: number, bits: number, deadZone: number): number;
  codeVector(length: number, bits: number): number;
  finishWeights(): number;
}

let module: WebAssembly.Module | undefined;

/** Hands in the compiled codec; see loadChecksum (idle-codec.ts). */
export function useWeights(compiled: WebAssembly.Module): void {
  module = compiled;
}

/** An instance of its own, whose memory goes with it. Throws ENGINE or MEMORY_LIMIT. */
export function newWeightCode(): WeightCode {
  if (!module) throw new ForesayError('ENGINE', 'weights are coded before the codec is loaded');
  try {
    return new WebAssembly.Instance(module).exports as unknown as WeightCode;
  } catch (error) {
    throw asForesayError(error);
  }
}
