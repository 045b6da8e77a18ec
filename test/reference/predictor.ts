/** NUMERICS.md, sections 11 to 23: the predictor of a mixed block, its contexts the last bytes. */
import { SPEC_FIELDS } from '#dist/model/fields.js';
import { EXPERTS } from '#dist/model/model-spec.js';
import { Contexts } from './contexts.js';
import { type Family, orders } from './families.js';
import { f, zeros } from './float32.js';
import { Leap } from './leap.js';
import { Maps } from './maps.js';
import { Match } from './match.js';
import { Mixer } from './mixer.js';
import { rowOf as chosenRow } from './selectors.js';
import type { Shape } from './shape.js';
import { membersOf, Trail } from './trail.js';
import { Voice } from './voice.js';

const NO_NETWORK = 3;

/** Final mixers learn slower. */
const FINAL = f(0.4);

/** Rows of weights get no older by what is learned first. */
const RIPE = 250;

/** The selectors where a spec names none. */
const BITS = 2;

/** The experts that are not written here. */
const UNWRITTEN = EXPERTS.filter((name) => name !== 'orders' && name !== 'matches');

const paddedTo8 = (n: number): number => Math.ceil(n / 8) * 8;

export class Predictor {
  readonly trail = new Trail();
  private readonly families: readonly Family[];
  private readonly contexts: Contexts;
  private readonly matches: readonly Match[];
  private readonly voice: Voice | null = null;
  private readonly leap: Leap | null = null;
  private readonly select: readonly number[];
  private readonly mixers: readonly Mixer[];
  private readonly blend: readonly number[];
  private readonly finals: readonly Mixer[];
  private readonly maps: Maps;
  /** What the contexts say of the next bit, and all inputs of the mixers and of the final ones. */
  private said: number[] = [];
  private x = zeros(0);
  private y = zeros(0);

  /** `given`: bytes of what is learned first, and `skimmed` of these only by the experts; `length`: with the block's. */
  constructor(
    private readonly shape: Shape,
    values: Uint8Array,
    length: number,
    private readonly given: number,
    private readonly skimmed: number,
  ) {
    const { trail } = this;
    if (UNWRITTEN.some((name) => shape[name] !== 0))
      throw new Error('experts that are not written');
    this.families = [orders(trail, shape.orders)];
    const size = membersOf(shape.orders).length;
    const enough = 33 - Math.clz32(Math.max(length, 16) - 1);
    const lines = enough + Math.max(0, Math.min(2, 28 - Math.clz32(size | 1)));
    this.contexts = new Contexts(trail, size, Math.min(shape.tables, lines), shape.limit);
    this.matches = membersOf(shape.matches).map((member) => {
      const least = Number(SPEC_FIELDS.matches.members[member]);
      return new Match(trail, least, Math.min(22, enough));
    });
    if (shape.cell !== NO_NETWORK) this.voice = new Voice(trail, values, shape, length);
    const first = this.matches[0];
    if (shape.byteMatch > 0 && first) this.leap = new Leap(trail, first, shape.byteMatch);
    const voices = this.matches.length + (this.voice ? 1 : 0);
    this.x = zeros(paddedTo8(3 * this.contexts.size + 2 * voices + 1));
    this.select = membersOf(shape.select || BITS);
    this.mixers = this.select.map(() => new Mixer(f(f(2.4) / this.x.length)));
    this.y = zeros(paddedTo8(this.mixers.length));
    this.blend = this.mixers.length > 1 ? membersOf(shape.finalSelect || BITS) : [];
    this.finals = this.blend.map(() => new Mixer(f(1 / this.mixers.length)));
    this.maps = new Maps(trail, first, shape.apm, Math.max(12, Math.min(16, enough - 2)));
    this.beginByte();
    this.maps.select();
  }

  private beginByte(): void {
    for (const match of this.matches) match.beginByte();
    this.voice?.beginByte();
    if (this.foreseen === null) this.beginContexts();
  }

  private beginContexts(): void {
    this.contexts.beginByte(this.families.flatMap((family) => family()));
    this.said = this.contexts.predict();
  }

  /** Whether the byte that comes is one of which only the experts learn. */
  private get skims(): boolean {
    return this.trail.bytes.length < this.skimmed;
  }

  /** The byte that may come as a whole, null = none. */
  get foreseen(): number | null {
    return this.skims ? null : (this.leap?.foreseen ?? null);
  }

  /** P(it comes) in units of 2^-24. */
  foresee(): number {
    return this.leap?.predict() as number;
  }

  /** Whether it came: if not, its bits are next. */
  learnForeseen(comes: boolean): void {
    const byte = this.foreseen as number;
    this.leap?.learn(comes);
    if (comes) {
      this.trail.take(byte);
      this.endByte();
    } else {
      this.matches[0]?.exclude();
      this.beginContexts();
    }
    this.maps.select();
  }

  private endByte(): void {
    this.voice?.learn(this.trail.back(1));
    this.beginByte();
  }

  /** P(next bit = 1) in units of 2^-24. */
  predict(): number {
    const { trail, contexts, matches, finals, mixers } = this;
    this.x.set([
      ...this.said,
      ...matches.flatMap((match) => match.predict()),
      ...(this.voice?.predict() ?? []),
    ]);
    this.x[this.x.length - 1] = 0.5;
    if (this.skims) return 0;
    const rowOf = (selector: number) => chosenRow(selector, trail, contexts, matches[0]);
    this.select.forEach((selector, i) => {
      mixers[i]?.mix(this.x, rowOf(selector));
    });
    this.y.set(mixers.map(({ y }) => y));
    this.blend.forEach((selector, i) => {
      finals[i]?.mix(this.y, rowOf(selector));
    });
    const last = finals.length > 0 ? finals : mixers;
    const mean = f(last.reduce((sum, { y }) => f(sum + y), 0) / last.length);
    return this.maps.refine(mean);
  }

  learn(bit: number): void {
    const { trail, contexts } = this;
    if (!this.skims) this.learnToMix(bit);
    for (const match of this.matches) match.learn(bit);
    contexts.learn(bit);
    if (trail.push(bit)) {
      contexts.endByte(trail.back(1));
      this.endByte();
    } else {
      if (trail.bits === 4) contexts.beginNibble();
      this.said = contexts.predict();
    }
    this.maps.select();
  }

  private learnToMix(bit: number): void {
    const { mixRate, mixFloor } = this.shape;
    const [most, least] = [f(mixRate * FINAL), f(mixFloor * FINAL)];
    const ripe = this.trail.bytes.length < this.given ? RIPE : Number.POSITIVE_INFINITY;
    for (const mixer of this.mixers) mixer.learn(this.x, bit, mixRate, mixFloor, ripe);
    for (const final of this.finals) final.learn(this.y, bit, most, least, ripe);
    this.maps.learn(bit);
  }
}
