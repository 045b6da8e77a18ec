/** NUMERICS.md, section 22: the maps behind the mixers. */
import { Apm, placeOf } from './apm.js';
import { sigmoid } from './elementary.js';
import { f } from './float32.js';
import { combine, membersOf, STEP, type Trail } from './trail.js';

const SURPRISE = f(0.2);

/** By member of the field `maps`: the context. */
const CONTEXTS: readonly ((trail: Trail, surprises: number) => number)[] = [
  (trail) => trail.partial + 256 * trail.back(1),
  (trail) => {
    const lastTwo = trail.back(1) + 256 * trail.back(2);
    return Math.imul(combine(combine(lastTwo, 1), trail.partial), STEP) >>> 16;
  },
  (trail) => {
    const lastThree = trail.back(1) + 256 * trail.back(2) + 65536 * trail.back(3);
    return Math.imul(combine(combine(lastThree, 2), trail.partial), STEP) >>> 16;
  },
  (trail, surprises) => trail.partial + 256 * surprises,
];

export class Maps {
  private readonly members: readonly number[];
  private readonly maps: readonly Apm[];
  private own = 0;
  /** The last eight bits, as a number: was it a surprise? */
  private surprises = 0;

  constructor(
    private readonly trail: Trail,
    set: number,
  ) {
    this.members = membersOf(set);
    this.maps = this.members.map(() => new Apm());
  }

  /** P(bit = 1) in units of 2^-24, for a stretched prediction. */
  refine(y: number): number {
    this.own = sigmoid(y);
    const p = this.maps.length === 0 ? Math.floor(f(this.own * 2 ** 24)) : this.mean(y);
    return Math.max(1, Math.min(2 ** 24 - 1, p));
  }

  private mean(y: number): number {
    const place = placeOf(y);
    const refined = this.maps.map((map, i) => {
      const context = CONTEXTS[this.members[i] as number]?.(this.trail, this.surprises) as number;
      return map.refine(place, context);
    });
    const sum = refined.reduce((total, p) => total + p);
    return Math.floor(sum / refined.length);
  }

  learn(bit: number): void {
    const surprise = Math.abs(f(bit - this.own)) > SURPRISE;
    this.surprises = (2 * this.surprises + Number(surprise)) % 256;
    for (const map of this.maps) map.learn(bit);
  }
}
