/** NUMERICS.md, section 17: which contexts the next byte stands in. */
import { SPEC_FIELDS } from '#dist/model/fields.js';
import { combine, membersOf, type Trail } from './trail.js';

/** Hashes of the contexts, asked for once after each byte and once before the first. */
export type Family = () => number[];

export function orders(trail: Trail, set: number): Family {
  const lengths = membersOf(set).map((member) => Number(SPEC_FIELDS.orders.members[member]));
  return () =>
    lengths.map((length) => {
      let hash = 0;
      for (let n = 1; n <= length; n++) hash = combine(hash, trail.back(n));
      return combine(hash, length);
    });
}
