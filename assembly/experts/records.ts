import { History } from '../context/history';
import { RecordLayout } from '../samples/record-layout';
import { ContextModel } from './context-model';

/** Columns and rows of tables of fixed-size records, their length detected; pixels of pictures. */
export class Records extends ContextModel {
  constructor(
    private readonly history: History,
    private readonly layout: RecordLayout,
    set: u32,
  ) {
    super(set, 0x500);
  }

  protected hash(member: i32): u32 {
    const history = this.history;
    const s = this.layout.stride;
    const r = this.layout.rowStride;
    const phase = u32(this.layout.phase);
    const column = u32(this.layout.column);
    const b = history.back(1);
    const w = history.back(s);
    const n = history.back(r);
    const nw = history.back(r + s);
    const ne = history.back(r - s);
    const gradient = w + n - nw;
    switch (member) {
      case 0:
        return column;
      case 1:
        return (column << 8) | b;
      case 2:
        return (column << 8) | n;
      case 3:
        return (column << 8) | w;
      case 4:
        return (phase << 8) | w;
      case 5:
        return (phase << 8) | n;
      case 6:
        return (phase << 16) | (w << 8) | b;
      case 7:
        return (phase << 16) | (n << 8) | b;
      case 8:
        return (phase << 16) | (w << 8) | n;
      case 9:
        return (phase << 16) | (w << 8) | history.back(2 * s);
      case 10:
        return (phase << 16) | (n << 8) | history.back(2 * r);
      case 11:
        return (phase << 24) | (n << 16) | (w << 8) | nw;
      case 12:
        return (phase << 16) | (gradient & 0xffff);
      case 13:
        return (phase << 24) | ((gradient & 0x1ff) << 8) | b;
      case 14:
        return (phase << 24) | ((gradient & 0x1ff) << 8) | ((spanned(w, nw) << 4) | spanned(n, nw));
      case 15:
        return (phase << 16) | ((w + n) >> 1);
      case 16:
        return (phase << 24) | (((w + n) >> 3) << 16) | ((b >> 4) << 8) | (history.back(2) >> 4);
      case 17:
        return (phase << 16) | ((w * 2 - history.back(2 * s)) & 0xffff);
      case 18:
        return (phase << 16) | ((n * 2 - history.back(2 * r)) & 0xffff);
      case 19:
        return (phase << 16) | (((w * 2 + n * 2 + ne - nw + 2) >> 2) & 0xffff);
      case 20:
        return (phase << 24) | (ne << 16) | (n << 8) | w;
      case 21:
        return (phase << 24) | (b << 8) | history.back(2);
      default:
        return (phase << 24) | this.shade(member, b);
    }
  }

  /** What the byte would be if it stood to the one before, another colour of the pixel, as its neighbours do to theirs. */
  private shade(member: i32, b: u32): u32 {
    const s = this.layout.stride;
    const r = this.layout.rowStride;
    const w = this.toned(s);
    const n = this.toned(r);
    const ne = this.toned(r - s);
    switch (member) {
      case 22:
        return (clipped(w) << 8) | b;
      case 23:
        return clipped(2 * w - this.toned(2 * s));
      case 24:
        return clipped(2 * n - this.toned(2 * r));
      case 25:
        return clipped(w + ne - n);
      case 26:
        return clipped(n + ne - this.toned(2 * r - s));
      case 27:
        return (clipped(w) << 8) | clipped(n);
      default:
        return (clipped(n) << 8) | clipped(ne);
    }
  }

  /** The neighbour `distance` bytes back and how far the newest byte is from that before the neighbour. */
  // @ts-ignore: decorator
  @inline private toned(distance: i32): i32 {
    const history = this.history;
    return i32(history.back(distance)) + i32(history.back(1)) - i32(history.back(distance + 1));
  }
}

/** The nearest byte. */
function clipped(value: i32): u32 {
  return u32(max(0, min(255, value)));
}

/** The size of a difference, in steps that grow: 0 .. 15. */
function spanned(a: u32, b: u32): u32 {
  const d = i32(a) - i32(b);
  const size = <u32>(32 - clz(abs(d)));
  return d < 0 ? size | 8 : size & 7;
}
