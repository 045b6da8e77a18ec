import { READ } from '../experts/shared-state';
import { Selector } from './selector';

/** Selectors by a line of qualities. */

/** The position in the read, in steps of two. */
export class ReadPosition extends Selector {
  get rows(): i32 {
    return 64 * 8;
  }

  get needs(): u32 {
    return READ;
  }

  row(): i32 {
    return i32(min<u32>(63, this.experts.state.read.position >> 1)) * 8 + this.experts.history.bits;
  }
}

/** How much neighbours differ on average in the read so far. */
export class ReadSpread extends Selector {
  get rows(): i32 {
    return 32 * 8;
  }

  get needs(): u32 {
    return READ;
  }

  row(): i32 {
    const read = this.experts.state.read;
    const p = read.position;
    return i32(p > 0 ? min<u32>(31, (read.spread * 2) / p) : 0) * 8 + this.experts.history.bits;
  }
}
