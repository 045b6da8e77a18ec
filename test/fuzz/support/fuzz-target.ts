/** What the targets of fuzzing have in common. */
import { type ErrorCode, ForesayError } from '#dist/errors.js';

/** Tries one input; says what became of it, or throws a Finding when it shows a fault. */
export type Target = (input: Uint8Array) => Promise<string>;

/** A fault that an input shows. */
export class Finding extends Error {
  override readonly name = 'Finding';

  constructor(what: string, cause?: unknown) {
    super(cause === undefined ? what : `${what}: ${cause instanceof Error ? cause.stack : cause}`);
  }
}

/** What the decoding of a hostile archive may end with. */
export const DECODING_ERRORS: ReadonlySet<ErrorCode> = new Set([
  'NOT_FORESAY',
  'TRUNCATED',
  'CORRUPT',
  'CHECKSUM',
  'TRAILING_GARBAGE',
  'UNSUPPORTED_VERSION',
  'UNSUPPORTED_SPEC',
  'DICTIONARY_REQUIRED',
  'NETWORK_REQUIRED',
  'MEMORY_LIMIT',
  'OUTPUT_LIMIT',
  'COST_LIMIT',
  'DIVERGED',
]);

/** Most bytes of memory that an input may take. */
export const MEMORY = 64 * 2 ** 20;

/** Most bytes of memory times symbols: a model's memory tells about how long a symbol takes. About a second. */
const MAX_WORK = 2 ** 31;

/** Whether the work is small enough for a fuzzer; what is refused before it begins is. */
export function affordable(measure: () => number, symbols: number): boolean {
  try {
    const bytes = measure();
    return bytes > MEMORY || bytes * symbols <= MAX_WORK;
  } catch (error) {
    if (error instanceof ForesayError) return true;
    throw error;
  }
}
