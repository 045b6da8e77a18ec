/** Viterbi's algorithm: from the kind detected in each window to few stretches of one kind. */
import { KIND_NAMES, KINDS, type Kind, STORED } from '../kinds/kinds.js';
import { WINDOW } from '../kinds/window.js';

/**
 * Cost of storing a byte that a model may make shorter, and of a value that a kind's models do not take: so high that it
 * never happens to save a change.
 */
const NEVER = 50;

/** Cost of modelling a byte of one kind (row) as another (column). */
const COSTS: readonly (readonly number[])[] = KIND_NAMES.map((is) =>
  KIND_NAMES.map((as) => {
    if (is === as) return 0;
    return as === STORED || KINDS[as].otherwise ? NEVER : (KINDS[is].costAs[as] ?? 1);
  }),
);

/**
 * Cost of a change of kind, in bytes. A stretch at an end of the block must save that much to be a stretch of its own,
 * one in between twice as much.
 */
const CHANGE = 4 * WINDOW;

/**
 * A kind for each window, so that the sum of the costs of modelling and of changes is the least. A change costs at least
 * 1 / `most` of all bytes, so there are never more than `most` stretches.
 */
export function viterbi(detected: readonly Kind[], most: number): Kind[] {
  const change = Math.max(CHANGE, (detected.length * WINDOW) / most);
  const kinds = KIND_NAMES.length;
  let costs = new Float64Array(kinds);
  /** The kind of the window before, on the cheapest path to each kind of each window. */
  const from = new Uint8Array(detected.length * kinds);
  for (const [i, is] of detected.entries()) {
    const cheapest = costs.indexOf(Math.min(...costs));
    const changed = (costs[cheapest] as number) + (i > 0 ? change : 0);
    const row = COSTS[KIND_NAMES.indexOf(is)] as readonly number[];
    const next = new Float64Array(kinds);
    for (let kind = 0; kind < kinds; kind++) {
      const stays = (costs[kind] as number) <= changed;
      from[i * kinds + kind] = stays ? kind : cheapest;
      next[kind] = Math.min(costs[kind] as number, changed) + (row[kind] as number) * WINDOW;
    }
    costs = next;
  }
  const result: Kind[] = new Array(detected.length);
  let kind = costs.indexOf(Math.min(...costs));
  for (let i = detected.length - 1; i >= 0; i--) {
    result[i] = KIND_NAMES[kind] as Kind;
    kind = from[i * kinds + kind] as number;
  }
  return result;
}
