import { READ } from '../experts/shared-state';
import { Selector } from './selector';

/** The place in a line of qualities, in steps of two. */
export class Place extends Selector {
  get rows(): i32 {
    return 64 * 8;
  }

  get needs(): u32 {
    return READ;
  }

  row(): i32 {
    return i32(min<u32>(63, this.experts.state.read.place >> 1)) * 8 + this.experts.history.bits;
  }
}
