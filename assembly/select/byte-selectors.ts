import { Experts } from '../experts/experts';
import { classOf } from '../text/classes';
import { coarseClass, openClass } from './byte-classes';
import { Selector } from './selector';

export class Single extends Selector {
  get rows(): i32 {
    return 1;
  }

  row(): i32 {
    return 0;
  }
}

export class PartialByte extends Selector {
  get rows(): i32 {
    return 256;
  }

  row(): i32 {
    return this.experts.history.partial;
  }
}

/** The n-th last byte. */
export class NthByte extends Selector {
  constructor(
    experts: Experts,
    private readonly n: i32,
  ) {
    super(experts);
  }

  get rows(): i32 {
    return 256;
  }

  row(): i32 {
    return i32(this.experts.history.back(this.n));
  }
}

export class Classes4 extends Selector {
  get rows(): i32 {
    return 256;
  }

  row(): i32 {
    const history = this.experts.history;
    return (
      coarseClass(history.back(1)) * 64 +
      coarseClass(history.back(2)) * 16 +
      coarseClass(history.back(3)) * 4 +
      coarseClass(history.back(4))
    );
  }
}

export class ClassPair extends Selector {
  get rows(): i32 {
    return 16 * 16 * 8;
  }

  row(): i32 {
    const history = this.experts.history;
    return i32(classOf(history.back(1)) * 16 + classOf(history.back(2))) * 8 + openClass(history);
  }
}
