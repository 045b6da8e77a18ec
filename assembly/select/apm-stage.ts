import { combine, GOLDEN } from '../context/hash';
import { NOTHING, WORD_STATE } from '../experts/shared-state';
import { Apm, bucketPosition } from '../mix/apm';
import { APM } from '../spec.generated';
import { SelectorState } from './selector-state';

/** log2 of the contexts of an APM; less for a short block: the pages of a large table cost it five milliseconds. */
const MAX_BITS = 16;
const MIN_BITS = 12;

/** A prediction that was off by more than this is a surprise. */
const SURPRISE: f32 = 0.2;

/** Probabilities of the coder: 24 bits. */
export const SCALE: f32 = 16777216;

/** What, with the bits so far, is the context of an APM. */
class ApmContext {
  constructor(
    /** What `value` needs of the shared state (experts/shared-state.ts). */
    readonly needs: u32,
    /** Whether the value is one of 256, and has a context of its own where there are 2^16. */
    readonly isByte: bool,
    readonly value: (s: SelectorState) => u32,
  ) {}
}

/**
 * The registry of APM contexts, the members of the spec's field `apm`. ORDER3 and SURPRISES are worth 0.3 %, EXPECTED_BYTE,
 * WORD and ORDER4 together 0.1 %.
 */
function apmContextOf(member: i32): ApmContext {
  switch (member) {
    case APM.ORDER1:
      return new ApmContext(NOTHING, true, (s: SelectorState): u32 => s.history.last4);
    case APM.ORDER2:
      return new ApmContext(
        NOTHING,
        false,
        (s: SelectorState): u32 => combine(s.history.last4 & 0xffff, 1),
      );
    case APM.ORDER3:
      return new ApmContext(
        NOTHING,
        false,
        (s: SelectorState): u32 => combine(s.history.last4 & 0xffffff, 2),
      );
    case APM.SURPRISES:
      return new ApmContext(NOTHING, true, (s: SelectorState): u32 => s.surprises);
    case APM.EXPECTED_BYTE:
      return new ApmContext(NOTHING, false, expectedByte);
    case APM.WORD:
      return new ApmContext(
        WORD_STATE,
        false,
        (s: SelectorState): u32 => combine(s.text.words.word, s.history.last4 & 0xff),
      );
    case APM.ORDER4:
      return new ApmContext(NOTHING, false, (s: SelectorState): u32 => combine(s.history.last4, 4));
    default:
      return unreachable();
  }
}

/** Not yet compared with the newest bit: the byte that was expected until a surprise says something of the bit behind it. */
function expectedByte(s: SelectorState): u32 {
  const match = s.match;
  const expected: u32 = match ? match.expected : 0;
  return combine(expected, expected != 0 ? match!.lengthClass : 0);
}

/** The last stage: the mean of the probabilities that APMs of some contexts refine. */
export class ApmStage {
  private readonly apms: Apm[] = [];
  private readonly contexts: ApmContext[] = [];
  /** P(bit = 1) before the APMs. */
  private mixed: f32 = 0;
  private readonly bits: i32;
  /** How many have their initial probabilities. */
  private initialised: i32 = 0;

  /** `set`: the members that there are; `lengthBits`: Experts.lengthBits. */
  constructor(
    private readonly state: SelectorState,
    set: u32,
    lengthBits: i32,
  ) {
    this.bits = max(MIN_BITS, min(MAX_BITS, lengthBits - 2));
    for (let left = set; left != 0; left &= left - 1) {
      const context = apmContextOf(ctz(left));
      state.require(context.needs);
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
    const partial = u32(this.state.history.partial);
    for (let i = 0; i < this.apms.length; i++) {
      const context = unchecked(this.contexts[i]);
      unchecked(this.apms[i]).select(
        this.index(context.isByte, context.value(this.state), partial),
      );
    }
  }

  /** The context's index: of a value and the bits so far. */
  // @ts-ignore: decorator
  @inline private index(isByte: bool, value: u32, partial: u32): i32 {
    if (isByte) {
      const both = ((value & 0xff) << 8) | partial;
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
    const surprise = abs<f32>(f32(bit) - this.mixed) > SURPRISE;
    this.state.surprises = (this.state.surprises << 1) | u32(surprise);
    for (let i = 0; i < this.apms.length; i++) unchecked(this.apms[i]).update(bit);
  }
}

/** The nearest probability that the coder takes. */
export function bounded(p: u32): u32 {
  return max<u32>(1, min<u32>(u32(SCALE) - 1, p));
}
