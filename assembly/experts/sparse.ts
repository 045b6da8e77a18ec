import { History } from '../context/history';
import { SALT, SPARSE } from '../spec.generated';
import { ReadState } from '../text/read-state';
import { ContextModel } from './context-model';
import { NOTHING, READ, SharedState } from './shared-state';

/** Contexts that skip bytes: in binary data the last byte often predicts little. Byte 1 is the last byte. */
export class Sparse extends ContextModel {
  private readonly history: History;
  private readonly read: ReadState;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.SPARSE);
    this.history = state.history;
    this.read = state.read;
  }

  get needs(): u32 {
    return this.set >> SPARSE.PLACE != 0 ? READ : NOTHING;
  }

  protected hash(member: i32): u32 {
    const last4 = this.history.last4;
    const last8 = this.history.last8;
    switch (member) {
      case SPARSE._2:
        return last4 & 0xff00;
      case SPARSE._3:
        return last4 & 0xff0000;
      case SPARSE._4:
        return last4 & 0xff000000;
      case SPARSE._6:
        return last8 & 0xff00;
      case SPARSE._8:
        return last8 & 0xff000000;
      case SPARSE._23:
        return last4 & 0xffff00;
      case SPARSE._13:
        return last4 & 0xff00ff;
      case SPARSE._14:
        return last4 & 0xff0000ff;
      case SPARSE._24:
        return last4 & 0xff00ff00;
      case SPARSE._34:
        return last4 & 0xffff0000;
      case SPARSE._134:
        return last4 & 0xffff00ff;
      case SPARSE._124:
        return last4 & 0xff00ffff;
      case SPARSE.HIGH3:
        return last4 & 0xf0f0f0;
      case SPARSE.HIGH4:
        return last4 & 0xf0f0f0f0;
      case SPARSE.HIGH6:
        return (last4 & 0xf0f0f0f0) | ((last8 & 0xf0f0) >> 4);
      case SPARSE.TOP3:
        return last4 & 0xe0e0e0ff;
      case SPARSE.ZEROS:
        return zeros(last4) | (zeros(last8) << 4) | ((last4 & 255) << 8);
      case SPARSE.ALIGN4:
        return u32(this.history.count & 3) | ((last4 & 0xff0000ff) ^ 0x5a00);
      case SPARSE.ALIGN8:
        return u32(this.history.count & 7) | (last8 & 0xff000000);
      case SPARSE.ALIGN48:
        return u32(this.history.count & 3) | ((last4 & 0xff) << 8) | ((last8 & 0xff) << 24);
      case SPARSE.COARSE:
        return last4 & 0xf8f8f8f8;
      default:
        return this.ofRead(member, last4);
    }
  }

  /** Of a line of qualities. */
  private ofRead(member: i32, last4: u32): u32 {
    const read = this.read;
    const place = read.place;
    const last = last4 & 255;
    switch (member) {
      case SPARSE.PLACE:
        return (place << 8) | last;
      case SPARSE.PLACE_PEAK:
        return (
          (min<u32>(place >> 3, 31) << 16) |
          (max((last4 >> 8) & 255, (last4 >> 16) & 255) << 8) |
          last
        );
      case SPARSE.PLACE_MEAN:
        return (place << 8) | read.mean;
      case SPARSE.MEAN_RECENT:
        return ((read.mean >> 1) << 16) | ((read.recent >> 4) << 8) | last;
      case SPARSE.MEAN_LAST:
        return (min<u32>(place >> 3, 31) << 16) | (read.mean << 8) | last;
      case SPARSE.PLACE_RECENT:
        return (min<u32>(place >> 1, 127) << 8) | (read.recent >> 4);
      default:
        return unreachable();
    }
  }
}

/** Four bits: which of four bytes are zero. */
function zeros(bytes: u32): u32 {
  return (
    u32((bytes & 0xff) == 0) |
    (u32((bytes & 0xff00) == 0) << 1) |
    (u32((bytes & 0xff0000) == 0) << 2) |
    (u32(bytes >> 24 == 0) << 3)
  );
}
