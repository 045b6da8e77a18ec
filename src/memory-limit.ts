/** The refusal of work that takes more memory than it may, in words that help. */
import { ForesayError } from './errors.js';

const UNITS = ['bytes', 'KiB', 'MiB'];

/** Work takes `needed` bytes and may take `allowed`. `otherwise` says what else helps but raising the limit. */
export function memoryLimit(needed: number, allowed: number, otherwise = ''): ForesayError {
  // Rounded so that what the message says to allow is enough.
  const enough = amount(needed, Math.ceil);
  return new ForesayError(
    'MEMORY_LIMIT',
    `this needs ${enough} of memory, and ${amount(allowed, Math.floor)} are allowed: ` +
      `raise the limit (option memory, --memory) to ${enough} or more${otherwise}`,
  );
}

/** `17 bytes`, `640 KiB`, `1414 MiB`: in the largest unit of which there is one. */
function amount(bytes: number, round: (value: number) => number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${round(value)} ${UNITS[unit]}`;
}
