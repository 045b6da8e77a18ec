/** NUMERICS.md, section 11: the predictor of a mix. */
import { MIX_FIELDS } from '#dist/model/fields.js';
import { ApmStage } from './apm-stage.js';
import { ByteMatch } from './byte-match.js';
import { Experts, type Extent, paddedTo8, sizeBits } from './experts.js';
import type { Expression, Scope } from './expression.js';
import { f, get, type Vector, zeros } from './float32.js';
import { History, membersOf } from './history.js';
import { Mixer } from './mixer.js';
import type { Priming } from './priming.js';
import { SELECTORS, selectorScope } from './selectors.js';
import type { Shape } from './shape.js';

/** Times the number of inputs: a mixer's weights at first. */
const FIRST_WEIGHTS = f(2.4);

/** The rates of final mixers, relative to those of the mixers. */
const FINAL_RATE = f(0.4);

/** Bound of the counts of rows in primed bytes. */
const PRIMED_COUNT = 250;

/** The set that an empty one counts as: `partial`. */
const PARTIAL = 2;

interface Selected {
  readonly mixer: Mixer;
  readonly row: Expression;
}

/** A mixer for each member of a set of selectors. */
const selectedBy = (set: number, weight: number): readonly Selected[] =>
  membersOf(set || PARTIAL).map((member) => ({
    mixer: new Mixer(weight),
    row: SELECTORS.get(MIX_FIELDS.select.members[member] as string) as Expression,
  }));

export class Predictor {
  readonly history: History;
  private readonly experts: Experts;
  private readonly byteMatch: ByteMatch | null;
  private readonly mixers: readonly Selected[];
  private readonly finals: readonly Selected[];
  private readonly y: Vector;
  private readonly apm: ApmStage;
  private readonly selectors: Scope;

  constructor(
    private readonly shape: Shape,
    extent: Extent,
    private readonly priming: Priming,
  ) {
    this.history = new History(extent.length);
    const experts = new Experts(this.history, shape, extent);
    this.experts = experts;
    const { x, scope, matches } = experts;
    const [match] = matches;
    this.byteMatch =
      shape.byteMatch > 0 && match ? new ByteMatch(scope, match, shape.byteMatch) : null;
    this.mixers = selectedBy(shape.select, f(FIRST_WEIGHTS / x.length));
    const count = this.mixers.length;
    this.finals = count > 1 ? selectedBy(shape.finalSelect, f(1 / count)) : [];
    this.y = zeros(paddedTo8(count));
    const bits = Math.max(12, Math.min(16, sizeBits(extent) - 2));
    this.apm = new ApmStage(scope, match, shape.apm, bits);
    this.selectors = selectorScope(scope, { ...experts, history: this.history, match });
    this.beginByte();
    this.apm.select();
  }

  private beginByte(): void {
    this.experts.beginByte();
    if (this.flagged === null) this.experts.beginContexts();
  }

  private get isExpertsOnly(): boolean {
    return this.history.count < this.priming.expertsOnly;
  }

  /** The byte that a match flag is about, when a byte has begun; null = it has no flag. */
  get flagged(): number | null {
    return this.isExpertsOnly ? null : (this.byteMatch?.byte ?? null);
  }

  /** P(the match flag is 1) in units of 2^-24. */
  predictFlag(): number {
    return (this.byteMatch as ByteMatch).predict();
  }

  /** Takes the match flag: if it is 0, the bits of the byte are next. */
  updateFlag(flag: boolean): void {
    const byte = this.flagged as number;
    this.byteMatch?.update(flag);
    if (flag) {
      this.history.take(byte);
      this.experts.endByte();
      this.beginByte();
    } else {
      this.experts.matches[0]?.exclude();
      this.experts.beginContexts();
    }
    this.apm.select();
  }

  /** P(the next bit is 1) in units of 2^-24; 0 in an experts-only byte. */
  predict(): number {
    const { experts, mixers, finals, y, selectors } = this;
    experts.predict();
    if (this.isExpertsOnly) return 0;
    mixers.forEach(({ mixer, row }, i) => {
      mixer.mix(experts.x, row(selectors));
      y[i] = mixer.y;
    });
    for (const { mixer, row } of finals) mixer.mix(y, row(selectors));
    const last = finals.length > 0 ? finals : mixers;
    const sum = last.reduce((total, { mixer }) => f(total + mixer.y), 0);
    return this.apm.refine(f(sum / last.length));
  }

  /** What each input adds to the log odds of a 1 that predict() gave, before the APMs. For analyses, in doubles. */
  get terms(): number[] {
    const { experts, mixers, finals } = this;
    const shareOf = (_: Selected, i: number): number =>
      finals.reduce((sum, { mixer }) => sum + get(mixer.weights, i) * mixer.kept, 0) /
      finals.length;
    const shares = finals.length > 0 ? mixers.map(shareOf) : [1];
    return Array.from(experts.x, (input, j) =>
      mixers.reduce(
        (sum, { mixer }, i) => sum + get(mixer.weights, j) * mixer.kept * (shares[i] ?? 0) * input,
        0,
      ),
    );
  }

  update(bit: number): void {
    if (!this.isExpertsOnly) this.updateMixers(bit);
    if (this.experts.update(bit)) this.beginByte();
    this.apm.select();
  }

  private updateMixers(bit: number): void {
    const { mixRate, mixFloor } = this.shape;
    const bound = this.history.count < this.priming.bytes.length ? PRIMED_COUNT : Infinity;
    for (const { mixer } of this.mixers)
      mixer.update(this.experts.x, bit, mixRate, mixFloor, bound);
    for (const { mixer } of this.finals)
      mixer.update(this.y, bit, f(mixRate * FINAL_RATE), f(mixFloor * FINAL_RATE), bound);
    this.apm.update(bit);
  }
}
