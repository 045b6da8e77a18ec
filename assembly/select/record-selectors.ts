import { LAYOUT } from '../experts/shared-state';
import { Selector } from './selector';

/** Selectors by the record layout and the samples. */

export class Phase extends Selector {
  get rows(): i32 {
    return 32 * 8;
  }

  get needs(): u32 {
    return LAYOUT;
  }

  row(): i32 {
    return this.experts.state.layout.phase * 8 + this.experts.history.bits;
  }
}

export class Slope extends Selector {
  get rows(): i32 {
    return 8 * 8 * 8;
  }

  get needs(): u32 {
    return LAYOUT;
  }

  row(): i32 {
    const history = this.experts.history;
    const stride = this.experts.state.layout.stride;
    const rowStride = this.experts.state.layout.rowStride;
    const corner = history.back(rowStride + stride);
    const left = differenceClass(history.back(stride), corner);
    const above = differenceClass(history.back(rowStride), corner);
    return (left * 8 + above) * 8 + history.bits;
  }
}

export class Left extends Selector {
  get rows(): i32 {
    return 256;
  }

  get needs(): u32 {
    return LAYOUT;
  }

  row(): i32 {
    return i32(this.experts.history.back(this.experts.state.layout.stride));
  }
}

/** Row 0 where the spec has no samples. */
export class SampleError extends Selector {
  get rows(): i32 {
    return 32 * 3 * 8;
  }

  row(): i32 {
    const samples = this.experts.state.samples;
    if (!samples) return 0;
    return (samples.main.errorClass * 3 + samples.part) * 8 + this.experts.history.bits;
  }
}

/** The number of bits of the difference of two bytes, at most 7. */
function differenceClass(a: u32, b: u32): i32 {
  return min(7, 32 - clz(abs(i32(a) - i32(b))));
}
