/** Values in messages. */

/** Longest text that is shown in full, in UTF-16 units. */
const LONGEST = 80;

/** A value as an error message names it. Never throws: not everything has a text of its own. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : 'an object';
  if (typeof value === 'function') return 'a function';
  const text = String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
