import { combine, GOLDEN } from '../context/hash';
import { History } from '../context/history';
import { Experts } from '../experts/experts';
import { Apm, bucketPosition } from '../mix/apm';
import { ApmContext, newApmContext } from './apm-contexts';
import { Surprises } from './surprises';

/** log2 of the contexts of an APM; less for a short block: the pages of a large table cost it five milliseconds. */
const MAX_BITS = 16;
const MIN_BITS = 12;

/** Probabilities of the coder: 24 bits. */
export const SCALE: f32 = 16777216;

/** The last stage: the mean of the probabilities that APMs of some contexts refine. */
export class ApmStage {
  private readonly apms: Apm[] = [];
  private readonly contexts: ApmContext[] = [];
  private readonly surprises: Surprises = new Surprises();
  private readonly history: History;
  /** P(bit = 1) before the APMs. */
  private mixed: f32 = 0;
  private readonly bits: i32;
  /** How many have their initial probabilities. */
  private initialised: i32 = 0;

  /** `set`: the members that there are. */
  constructor(experts: Experts, set: u32) {
    this.history = experts.history;
    this.bits = max(MIN_BITS, min(MAX_BITS, experts.lengthBits - 2));
    for (let left = set; left != 0; left &= left - 1) {
      const context = newApmContext(ctz(left), experts, this.surprises);
      experts.state.require(context.needs);
      this.contexts.push(context);
      this.apms.push(new Apm(1 << this.bits));
    }
  }

  /** Sets the initial probabilities of one APM. False while there is more to do. */
  initialise(): bool {
    if (this.initialised < this.apms.length) this.apms[this.initialised++].initialise();
    return this.initialised == this.apms.length;
  }

  /** Selects the contexts of the next bit, and prefetches their rows. */
  select(): void {
    const partial = u32(this.history.partial);
    for (let i = 0; i < this.apms.length; i++) {
      const context = unchecked(this.contexts[i]);
      unchecked(this.apms[i]).select(this.index(context.isByte, context.value(), partial));
    }
  }

  /** The context's index: of a value and the bits so far. */
  // @ts-ignore: decorator
  @inline private index(isByte: bool, value: u32, partial: u32): i32 {
    if (isByte) {
      const both = (value << 8) | partial;
      return i32(this.bits == MAX_BITS ? both : (both * GOLDEN) >> (32 - this.bits));
    }
    return i32((combine(value, partial) * GOLDEN) >> (32 - this.bits));
  }

  /** P(bit = 1) for the coder, from the mixed prediction, stretched and as a probability. */
  refine(stretched: f32, mixed: f32): u32 {
    this.mixed = mixed;
    const count = this.apms.length;
    if (count == 0) return bounded(u32(mixed * SCALE));
    const position = bucketPosition(stretched);
    let sum: u32 = 0;
    for (let i = 0; i < count; i++) sum += unchecked(this.apms[i]).refine(position);
    return bounded(sum / u32(count));
  }

  /** Takes the bit that refine predicted. */
  update(bit: i32): void {
    this.surprises.update(bit, this.mixed);
    for (let i = 0; i < this.apms.length; i++) unchecked(this.apms[i]).update(bit);
  }
}

/** The nearest probability that the coder takes. */
export function bounded(p: u32): u32 {
  return max<u32>(1, min<u32>(u32(SCALE) - 1, p));
}
