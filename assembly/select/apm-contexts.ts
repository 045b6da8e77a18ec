import { combine } from '../context/hash';
import { Experts } from '../experts/experts';
import { NOTHING, WORD_STATE } from '../experts/shared-state';
import { APM } from '../spec.generated';
import { Surprises } from './surprises';

/** What, with the bits so far, is the context of an APM: a member of the spec's field `apm`. */
export abstract class ApmContext {
  constructor(protected readonly experts: Experts) {}

  /** Whether the value is a byte, with a context of its own where there are 2^16; else it is a hash. */
  get isByte(): bool {
    return false;
  }

  /** What `value` needs of the shared state (experts/shared-state.ts). */
  get needs(): u32 {
    return NOTHING;
  }

  /** Called for each bit, before the experts predict it. */
  abstract value(): u32;
}

/**
 * The registry of APM contexts. `order3` and `surprises` are worth 0.3 %, `expectedByte`, `word` and `order4` together
 * 0.1 %.
 */
export function newApmContext(member: i32, experts: Experts, surprises: Surprises): ApmContext {
  switch (member) {
    case APM.ORDER1:
      return new Order1(experts);
    case APM.ORDER2:
      return new Order2(experts);
    case APM.ORDER3:
      return new Order3(experts);
    case APM.SURPRISES:
      return new LastSurprises(experts, surprises);
    case APM.EXPECTED_BYTE:
      return new ExpectedByte(experts);
    case APM.WORD:
      return new Word(experts);
    case APM.ORDER4:
      return new Order4(experts);
    default:
      return unreachable();
  }
}

class Order1 extends ApmContext {
  get isByte(): bool {
    return true;
  }

  value(): u32 {
    return this.experts.history.last4 & 0xff;
  }
}

class Order2 extends ApmContext {
  value(): u32 {
    return combine(this.experts.history.last4 & 0xffff, 1);
  }
}

class Order3 extends ApmContext {
  value(): u32 {
    return combine(this.experts.history.last4 & 0xffffff, 2);
  }
}

class LastSurprises extends ApmContext {
  constructor(
    experts: Experts,
    private readonly surprises: Surprises,
  ) {
    super(experts);
  }

  get isByte(): bool {
    return true;
  }

  value(): u32 {
    return this.surprises.bits & 0xff;
  }
}

/** The expected byte is not compared with the last bit yet: after a surprise it is the byte that was expected instead. */
class ExpectedByte extends ApmContext {
  value(): u32 {
    const match = this.experts.match;
    const expected: u32 = match ? match.expected : 0;
    return combine(expected, expected != 0 ? match!.lengthClass : 0);
  }
}

class Word extends ApmContext {
  get needs(): u32 {
    return WORD_STATE;
  }

  value(): u32 {
    const last = this.experts.history.last4 & 0xff;
    return combine(this.experts.state.text.words.word, last);
  }
}

class Order4 extends ApmContext {
  value(): u32 {
    return combine(this.experts.history.last4, 4);
  }
}
