/** NUMERICS.md, sections 11 to 22: the predictor of a mixed block, its contexts the last bytes. */
import { SPEC_FIELDS } from '#dist/spec/fields.js';
import { Contexts } from './contexts.js';
import { type Family, orders } from './families.js';
import { f, zeros } from './float32.js';
import { Match } from './match.js';
import { Apm, Mixer } from './mixer.js';
import { rowOf } from './selectors.js';
import type { Shape } from './shape.js';
import { membersOf, Trail } from './trail.js';
import { Voice } from './voice.js';

const NO_NETWORK = 3;

const UNWRITTEN = ['words', 'structure', 'sparse', 'indirect', 'records', 'samples'] as const;

const paddedTo8 = (n: number): number => Math.ceil(n / 8) * 8;

export class Predictor {
  readonly trail = new Trail();
  private readonly families: readonly Family[];
  private readonly contexts: Contexts;
  private readonly matches: readonly Match[];
  private readonly voice: Voice | null = null;
  private readonly selectors: readonly number[];
  private readonly mixers: readonly Mixer[];
  private readonly final: Mixer;
  private readonly apm = new Apm();
  private rate = 0;
  /** What the contexts say of the next bit, and all inputs of the mixers and of the final one. */
  private said: number[] = [];
  private x = zeros(0);
  private y = zeros(0);

  /** `length`: bytes of the dictionary and the block. */
  constructor(
    private readonly shape: Shape,
    values: Uint8Array,
    length: number,
  ) {
    const { trail } = this;
    if (UNWRITTEN.some((name) => shape[name] !== 0))
      throw new Error('experts that are not written');
    this.families = [orders(trail, shape.contexts)];
    const size = membersOf(shape.contexts).length;
    const enough = 35 - Math.clz32(Math.max(length, 16) - 1);
    this.contexts = new Contexts(trail, size, Math.min(shape.tables, enough), shape.limit);
    this.matches = membersOf(shape.matches).map((member) => {
      const least = Number(SPEC_FIELDS.matches.members[member]);
      return new Match(trail, least, Math.min(22, enough));
    });
    if (shape.cell !== NO_NETWORK) this.voice = new Voice(trail, values, shape, length);
    this.selectors = membersOf(shape.select || 1);
    this.mixers = this.selectors.map(() => new Mixer(f(f(1.2) / (size + 1))));
    this.final = new Mixer(f(1 / this.mixers.length));
    this.beginByte();
    this.said = this.contexts.predict();
  }

  private beginByte(): void {
    const { mixRate, mixFloor } = this.shape;
    const age = f(f(this.trail.count) / 2048);
    this.rate = Math.max(mixFloor, f(mixRate / f(Math.sqrt(f(1 + age)))));
    this.contexts.beginByte(this.families.flatMap((family) => family()));
    for (const match of this.matches) match.beginByte();
    this.voice?.beginByte();
  }

  /** P(next bit = 1) in units of 2^-24. */
  predict(): number {
    const { trail, contexts, matches, final, mixers } = this;
    const inputs = [
      ...this.said,
      ...matches.flatMap((match) => match.predict()),
      ...(this.voice?.predict() ?? []),
    ];
    this.x = zeros(paddedTo8(inputs.length + 1));
    this.x.set(inputs);
    this.x[this.x.length - 1] = 0.5;
    this.selectors.forEach((selector, i) => {
      mixers[i]?.mix(this.x, rowOf(selector, trail, contexts, matches[0]));
    });
    this.y = zeros(paddedTo8(mixers.length));
    this.y.set(mixers.map(({ y }) => y));
    final.mix(this.y, trail.partial);
    const refined = this.apm.refine(final.y, trail.partial + 256 * trail.back(1));
    const p = f(f(final.p * 0.25) + f(refined * 0.75));
    return Math.floor(Math.max(1, Math.min(2 ** 24 - 1, f(p * 2 ** 24))));
  }

  learn(bit: number): void {
    const { trail, contexts } = this;
    for (const mixer of this.mixers) mixer.learn(this.x, bit, this.rate);
    this.final.learn(this.y, bit, f(this.rate * f(0.4)));
    this.apm.learn(bit);
    for (const match of this.matches) match.learn(bit);
    if (trail.push(bit)) {
      contexts.learn(bit);
      contexts.endByte(trail.back(1));
      this.voice?.learn(trail.back(1));
      this.beginByte();
      this.said = contexts.predict();
    } else if (trail.bits === 4) {
      contexts.learn(bit);
      contexts.beginNibble();
      this.said = contexts.predict();
    } else {
      this.said = contexts.proceed(bit);
    }
  }
}
