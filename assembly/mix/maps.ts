import { combine } from '../context/hash';
import { Trail } from '../context/trail';
import { squash } from '../numeric/elementary';
import { Apm } from './apm';

/** Maps that the spec's field `maps` can name: by the last byte, and by a hash of the last two; with the bits so far. */
const MAPS = 2;
const CONTEXTS = 1 << 16;

/** Share of a bucket's distance from the truth that a bit takes away: 0.01 to 0.03 are within 0.2 % of each other. */
const RATE: f32 = 0.015;

/** Weight of the prediction itself beside the mean of what the maps make of it. */
const OWN: f32 = 0.25;

/** The last stage: maps that say what such a prediction turned out to be worth in their contexts. */
export class Maps {
  private readonly maps: Apm[] = [];
  private readonly members: i32[] = [];
  /** Keeps the loads that fetch the contexts of the next bit. */
  touched: f32 = 0;

  constructor(
    private readonly trail: Trail,
    set: u32,
  ) {
    for (let m = 0; m < MAPS; m++) {
      if (((set >> m) & 1) == 0) continue;
      this.members.push(m);
      this.maps.push(new Apm(CONTEXTS, RATE));
    }
  }

  initialise(): void {
    for (let m = 0; m < this.maps.length; m++) this.maps[m].initialise();
  }

  /** Chooses the contexts of the next bit; memory has time to answer while the mixers work. */
  select(): void {
    let touched: f32 = 0;
    for (let m = 0; m < this.maps.length; m++) {
      touched += this.maps[m].select(this.context(this.members[m]));
    }
    this.touched = touched;
  }

  /** P(bit = 1) for a stretched prediction. */
  refine(stretched: f32): f32 {
    const own = squash(stretched);
    const count = this.maps.length;
    if (count == 0) return own;
    let sum: f32 = 0;
    for (let m = 0; m < count; m++) sum += this.maps[m].refine(stretched);
    return own * OWN + sum * ((1 - OWN) / f32(count));
  }

  learn(bit: i32): void {
    for (let m = 0; m < this.maps.length; m++) this.maps[m].learn(bit);
  }

  private context(member: i32): i32 {
    const trail = this.trail;
    if (member == 0) return trail.partial | (i32(trail.last4 & 0xff) << 8);
    return i32((combine(combine(trail.last4 & 0xffff, 1), u32(trail.partial)) * 0x9e3779b1) >> 16);
  }
}
