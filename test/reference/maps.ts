/** NUMERICS.md, section 22: the maps behind the mixers. */
import { sigmoid } from './elementary.js';
import { f } from './float32.js';
import { Apm } from './mixer.js';
import { combine, membersOf, STEP, type Trail } from './trail.js';

/** By member of the field `maps`: the context. */
const CONTEXTS: readonly ((trail: Trail) => number)[] = [
  (trail) => trail.partial + 256 * trail.back(1),
  (trail) => {
    const lastTwo = trail.back(1) + 256 * trail.back(2);
    return Math.imul(combine(combine(lastTwo, 1), trail.partial), STEP) >>> 16;
  },
];

export class Maps {
  private readonly members: readonly number[];
  private readonly maps: readonly Apm[];

  constructor(
    private readonly trail: Trail,
    set: number,
  ) {
    this.members = membersOf(set);
    this.maps = this.members.map(() => new Apm());
  }

  /** P(bit = 1) for a stretched prediction. */
  refine(y: number): number {
    const own = sigmoid(y);
    if (this.maps.length === 0) return own;
    const refined = this.maps.map((map, i) => {
      const context = CONTEXTS[this.members[i] as number]?.(this.trail) as number;
      return map.refine(y, context);
    });
    const sum = refined.reduce((total, p) => f(total + p), 0);
    return f(f(own * 0.25) + f(sum * f(0.75 / refined.length)));
  }

  learn(bit: number): void {
    for (const map of this.maps) map.learn(bit);
  }
}
