import type { Value } from './api.js';

/** The members of nested objects, with dots between the names. A list is one value, as JSON. */
export function flattened(value: object, prefix = ''): Record<string, Value> {
  const members = Object.entries(value).flatMap(([name, member]) => {
    const path = prefix + name;
    if (member === undefined) return [];
    if (typeof member !== 'object' || member === null) return [[path, member as Value] as const];
    if (Array.isArray(member)) return [[path, JSON.stringify(member)] as const];
    return Object.entries(flattened(member, `${path}.`));
  });
  return Object.fromEntries(members);
}
