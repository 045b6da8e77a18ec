/** Values in error messages. */

/** Longest text that is not cut off, in UTF-16 units. */
const LONGEST = 80;

/** A value as text for an error message. Never throws: objects, whose toString() might throw, are not converted. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  if (typeof value === 'function') return 'a function';
  const text = String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
