/** Errors of the JavaScript engine and of the codec, as ForesayErrors. */
import { ForesayError } from '../errors.js';
import { shown } from '../shown.js';

/** A ForesayError itself; MEMORY_LIMIT for refused memory; ENGINE for all others, such as a trap of the codec. */
export function asForesayError(error: unknown): ForesayError {
  if (error instanceof ForesayError) return error;
  if (isRefusedMemory(error))
    return new ForesayError('MEMORY_LIMIT', refusal(error), { cause: error });
  return new ForesayError('ENGINE', `the codec failed: ${describe(error)}`, { cause: error });
}

/** The text of an error, or of any other value that was thrown. */
export function describe(error: unknown): string {
  return error instanceof Error ? error.message : shown(error);
}

/** Whether the JavaScript engine could not get memory. Engines agree on the words of the message, not on its class. */
function isRefusedMemory(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name !== 'RuntimeError' &&
    /out of memory|cannot allocate|allocation failed|typed array length/i.test(error.message)
  );
}

/**
 * The message of MEMORY_LIMIT. V8 reserves 10 GiB of address space (not of memory) for each WebAssembly memory, unless
 * the flag in the message makes it check bounds itself.
 */
function refusal(error: unknown): string {
  const addressSpace = /WebAssembly/.test(describe(error)) && 'process' in globalThis;
  const advice = addressSpace
    ? ': where the address space is limited (ulimit -v), set NODE_OPTIONS=--disable-wasm-trap-handler'
    : '; a lower level, smaller blocks or fewer threads need less';
  return `memory could not be allocated (${describe(error)})${advice}`;
}
