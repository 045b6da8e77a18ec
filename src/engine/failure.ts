/** Errors that nobody foresaw. */
import { ForesayError } from '../errors.js';

/** Every error of the engine as what callers are promised: traps of the codec and the like become ENGINE. */
export function asForesayError(error: unknown): ForesayError {
  if (error instanceof ForesayError) return error;
  return new ForesayError('ENGINE', `the codec failed: ${describe(error)}`, { cause: error });
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
