import { History } from '../context/history';
import { SALT, SPARSE } from '../spec.generated';
import { ContextModel } from './context-model';
import { ReadState } from '../text/read-state';
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
    return this.set >> SPARSE.X0 != 0 ? READ : NOTHING;
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

  private ofRead(member: i32, last4: u32): u32 {
    const read = this.read;
    const p = read.position;
    const d = read.spread;
    const q1 = last4 & 255;
    const q2 = last4 >> 8 & 255;
    const q3 = last4 >> 16 & 255;
    const q4 = last4 >> 24;
    const m23 = max(q2, q3);
    switch (member) {
      case SPARSE.X0: return p << 8 | q1;
      case SPARSE.X1: return min(p >> 3, 31) << 16 | m23 << 8 | q1;
      case SPARSE.X2: return (read.recent >> 3) << 8 | q1;
      case SPARSE.X3: return p << 8 | read.mean;
      case SPARSE.X4: return (read.mean >> 1) << 16 | (read.recent >> 4) << 8 | q1;
      case SPARSE.X5: return read.mean << 16 | min(p >> 3, 31) << 8 | q1;
      case SPARSE.X6: return min(p >> 1, 127) << 16 | (read.recent >> 4);
      case SPARSE.X7: return max(m23, q4) << 16 | min(p >> 2, 31) << 8 | (p > 0 ? min(31, d * 2 / p) : 0);
      case SPARSE.X8: return this.history.byteAt(read.above + p) << 8 | q1;
      default: return unreachable();
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
