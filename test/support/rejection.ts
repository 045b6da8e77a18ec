import type { ErrorCode, ForesayError } from '#dist/errors.js';
import { isForesayError } from './failure.js';

/** The ForesayError that the promise rejects with; fails the test when it resolves or rejects with anything else. */
export async function rejection(promise: Promise<unknown>): Promise<ForesayError> {
  try {
    await promise;
  } catch (error) {
    if (isForesayError(error)) return error;
    throw error;
  }
  throw new Error('the promise was not rejected');
}

/** Its code. */
export async function rejectionCode(promise: Promise<unknown>): Promise<ErrorCode> {
  return (await rejection(promise)).code;
}
