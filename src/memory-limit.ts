/** The error for work that needs more memory than the limit. */
import { ForesayError } from './errors.js';

const UNITS = ['bytes', 'KiB', 'MiB'];

/**
 * MEMORY_LIMIT with a message. `needed`, `allowed`: bytes. `advice`: appended to the message, says what helps besides a
 * higher limit.
 */
export function memoryLimit(needed: number, allowed: number, advice = ''): ForesayError {
  // Rounded up, so that the limit in the message is enough.
  const enough = amount(needed, Math.ceil);
  return new ForesayError(
    'MEMORY_LIMIT',
    `this needs ${enough} of memory, and ${amount(allowed, Math.floor)} are allowed: ` +
      `raise the limit (option memory, --memory) to ${enough} or more${advice}`,
  );
}

/** `17 bytes`, `640 KiB`, `1414 MiB`: in the largest unit that gives at least 1. */
function amount(bytes: number, round: (value: number) => number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${round(value)} ${UNITS[unit]}`;
}
