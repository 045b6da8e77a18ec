import type { ErrorCode, ForesayError } from '#dist/errors.js';

/** The code of the ForesayError that `action` throws, or 'nothing' when it throws none; other errors pass through. */
export function codeOf(action: () => unknown): ErrorCode | 'nothing' {
  try {
    action();
  } catch (error) {
    if (isForesayError(error)) return error.code;
    throw error;
  }
  return 'nothing';
}

/** Whether it is one, be it the class of a module or that of the bundle that Node is served. */
export function isForesayError(error: unknown): error is ForesayError {
  return (
    error instanceof Error && ['ForesayError', 'AbortError'].includes(error.name) && 'code' in error
  );
}
