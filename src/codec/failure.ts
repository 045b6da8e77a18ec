/** Errors of the platform and of the codec, as ForesayErrors. */
import { ForesayError } from '../errors.js';
import { shown } from '../shown.js';

/**
 * Every error of the engine as what callers are promised: a refusal of memory becomes MEMORY_LIMIT, traps of the codec
 * and the like become ENGINE.
 */
export function asForesayError(error: unknown): ForesayError {
  if (error instanceof ForesayError) return error;
  if (isRefusedMemory(error))
    return new ForesayError('MEMORY_LIMIT', refusal(error), { cause: error });
  return new ForesayError('ENGINE', `the codec failed: ${describe(error)}`, { cause: error });
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : shown(error);
}

/** Whether the engine says that it cannot have memory. Engines agree on the words, but not on the class. */
function isRefusedMemory(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name !== 'RuntimeError' &&
    /out of memory|cannot allocate|allocation failed|typed array length/i.test(error.message)
  );
}

/** V8 reserves 10 GiB of addresses, not of memory, for each WebAssembly memory, unless it checks bounds itself. */
function refusal(error: unknown): string {
  const addresses = /WebAssembly/.test(describe(error)) && 'process' in globalThis;
  const way = addresses
    ? ': where the address space is limited (ulimit -v), set NODE_OPTIONS=--disable-wasm-trap-handler'
    : '; a lower level, smaller blocks or fewer threads need less';
  return `the machine refuses the memory (${describe(error)})${way}`;
}
