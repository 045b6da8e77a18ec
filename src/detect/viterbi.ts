/** From what windows look like to few stretches: the cheapest way to call them, where every change costs. */
import { KIND_NAMES, type Kind } from '../kinds/kinds.js';
import { WINDOW } from './window.js';

/** What it costs, a byte, to treat the first as the second; those that are not named are alike or not at all (1). */
const UNLIKE: Readonly<Record<string, number>> = {
  'text structured': 0.03,
  'structured text': 0.03,
  'text symbols': 0.5,
  'structured symbols': 0.5,
  'symbols text': 0.5,
  'symbols structured': 0.5,
  'binary executable': 0.1,
  'executable binary': 0.1,
  'binary records': 0.2,
  'records binary': 0.2,
  'executable records': 0.2,
  'records executable': 0.2,
  'symbols binary': 0.5,
};

/** Nothing that may be made shorter is stored to save a change. */
const NEVER = 50;

const COSTS: readonly (readonly number[])[] = KIND_NAMES.map((is) =>
  KIND_NAMES.map((as) => {
    if (is === as) return 0;
    return as === 'incompressible' ? NEVER : (UNLIKE[`${is} ${as}`] ?? 1);
  }),
);

/** What a change costs, in bytes: so long is a stretch at an end before it is worth one, twice as long in between. */
const CHANGE = 4 * WINDOW;

/**
 * A kind for each window, so that what windows are called and how often that changes is the cheapest together. With
 * changes at `1 / most` of all bytes or more, there are never more than `most` of them.
 */
export function smooth(looks: readonly Kind[], most: number): Kind[] {
  const change = Math.max(CHANGE, (looks.length * WINDOW) / most);
  const kinds = KIND_NAMES.length;
  let costs = new Float64Array(kinds);
  /** Where the cheapest way to each kind of each window came from. */
  const from = new Uint8Array(looks.length * kinds);
  for (const [i, look] of looks.entries()) {
    const cheapest = costs.indexOf(Math.min(...costs));
    const changed = (costs[cheapest] as number) + (i > 0 ? change : 0);
    const row = COSTS[KIND_NAMES.indexOf(look)] as readonly number[];
    const next = new Float64Array(kinds);
    for (let kind = 0; kind < kinds; kind++) {
      const stays = (costs[kind] as number) <= changed;
      from[i * kinds + kind] = stays ? kind : cheapest;
      next[kind] = Math.min(costs[kind] as number, changed) + (row[kind] as number) * WINDOW;
    }
    costs = next;
  }
  const result: Kind[] = new Array(looks.length);
  let kind = costs.indexOf(Math.min(...costs));
  for (let i = looks.length - 1; i >= 0; i--) {
    result[i] = KIND_NAMES[kind] as Kind;
    kind = from[i * kinds + kind] as number;
  }
  return result;
}
