import { lastThree } from './byte-classes';
import { Selector } from './selector';

/** Selectors by what the match and the contexts predict from. The match is that of the least length. */

export class MatchLength extends Selector {
  get rows(): i32 {
    return 16 * 8;
  }

  row(): i32 {
    const match = this.experts.match;
    return (match ? match.lengthClass : 0) * 8 + this.experts.history.bits;
  }
}

export class ExpectedByte extends Selector {
  get rows(): i32 {
    return 256 * 8;
  }

  row(): i32 {
    const match = this.experts.match;
    const expected = match ? i32(match.expected & 255) : 0;
    return expected * 8 + this.experts.history.bits;
  }
}

export class KnownContexts extends Selector {
  get rows(): i32 {
    return 64 * 8;
  }

  row(): i32 {
    return min(63, this.experts.contexts.known) * 8 + this.experts.history.bits;
  }
}

export class KnownOrders extends Selector {
  /** How many order-n contexts had a bit history when the nibble began. */
  private known: i32 = 0;

  get rows(): i32 {
    return 10 * 64 * 4;
  }

  row(): i32 {
    const experts = this.experts;
    const bits = experts.history.bits;
    if ((bits & 3) == 0) this.known = experts.contexts.knownOf(0, experts.models.endOfOrders);
    return (min(9, this.known) * 64 + lastThree(experts.history)) * 4 + (bits >> 1);
  }
}

export class KnownWords extends Selector {
  /** How many contexts of words had a bit history when the nibble began, in sixteenths of all of them. */
  private known: i32 = 0;

  get rows(): i32 {
    return 16 * 64 * 2;
  }

  row(): i32 {
    const experts = this.experts;
    const bits = experts.history.bits;
    if ((bits & 3) == 0) {
      const from = experts.models.endOfOrders;
      const to = experts.models.endOfWords;
      this.known = (experts.contexts.knownOf(from, to) * 16) / (to - from + 1);
    }
    return (min(15, this.known) * 64 + lastThree(experts.history)) * 2 + (bits >> 2);
  }
}
