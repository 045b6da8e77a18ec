import { History } from '../context/history';
import { ContextModel } from './context-model';

/** Contexts that skip bytes: what matters in binary data is often not the newest byte. */
export class Sparse extends ContextModel {
  constructor(
    private readonly history: History,
    set: u32,
  ) {
    super(set, 0x300);
  }

  protected hash(member: i32): u32 {
    const near = this.history.last4;
    const older = this.history.last8;
    switch (member) {
      // Single bytes and pairs: 1 is the newest.
      case 0:
        return near & 0xff00;
      case 1:
        return near & 0xff0000;
      case 2:
        return near & 0xff000000;
      case 3:
        return older & 0xff00;
      case 4:
        return older & 0xff000000;
      case 5:
        return near & 0xffff00;
      case 6:
        return near & 0xff00ff;
      case 7:
        return near & 0xff0000ff;
      case 8:
        return near & 0xff00ff00;
      case 9:
        return near & 0xffff0000;
      case 10:
        return near & 0xffff00ff;
      case 11:
        return near & 0xff00ffff;
      // High nibbles of the last three, four, six.
      case 12:
        return near & 0xf0f0f0;
      case 13:
        return near & 0xf0f0f0f0;
      case 14:
        return (near & 0xf0f0f0f0) | ((older & 0xf0f0) >> 4);
      // The newest byte, and what the ones before are like.
      case 15:
        return near & 0xe0e0e0ff;
      // Which of the last eight are zero, and the newest.
      case 16:
        return zeros(near) | (zeros(older) << 4) | ((near & 255) << 8);
      // Places in words of 4 and 8 bytes.
      case 17:
        return u32(this.history.count & 3) | ((near & 0xff0000ff) ^ 0x5a00);
      case 18:
        return u32(this.history.count & 7) | (older & 0xff000000);
      case 19:
        return u32(this.history.count & 3) | ((near & 0xff) << 8) | ((older & 0xff) << 24);
      default:
        return near & 0xf8f8f8f8;
    }
  }
}

/** A bit for each of four bytes: that it is zero. */
function zeros(bytes: u32): u32 {
  return (
    u32((bytes & 0xff) == 0) |
    (u32((bytes & 0xff00) == 0) << 1) |
    (u32((bytes & 0xff0000) == 0) << 2) |
    (u32(bytes >> 24 == 0) << 3)
  );
}
