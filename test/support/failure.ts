import { type ErrorCode, ForesayError } from '#dist/errors.js';

/** The code of the ForesayError that `action` throws, or 'nothing' when it throws none; other errors pass through. */
export function codeOf(action: () => unknown): ErrorCode | 'nothing' {
  try {
    action();
  } catch (error) {
    if (error instanceof ForesayError) return error.code;
    throw error;
  }
  return 'nothing';
}
