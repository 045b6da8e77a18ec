import { History } from '../context/history';
import { RecordLayout } from '../samples/record-layout';
import { RECORDS, SALT } from '../spec.generated';
import { ContextModel } from './context-model';
import { LAYOUT, SharedState } from './shared-state';

/** Contexts of columns and rows of fixed-size records, and of neighbours of pixels, in the detected record layout. */
export class Records extends ContextModel {
  private readonly history: History;
  private readonly layout: RecordLayout;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.RECORDS);
    this.history = state.history;
    this.layout = state.layout;
  }

  get needs(): u32 {
    return LAYOUT;
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
      case RECORDS.COLUMN:
        return column;
      case RECORDS.COLUMN_LAST:
        return (column << 8) | b;
      case RECORDS.COLUMN_ABOVE:
        return (column << 8) | n;
      case RECORDS.COLUMN_LEFT:
        return (column << 8) | w;
      case RECORDS.LEFT:
        return (phase << 8) | w;
      case RECORDS.ABOVE:
        return (phase << 8) | n;
      case RECORDS.LEFT_LAST:
        return (phase << 16) | (w << 8) | b;
      case RECORDS.ABOVE_LAST:
        return (phase << 16) | (n << 8) | b;
      case RECORDS.LEFT_ABOVE:
        return (phase << 16) | (w << 8) | n;
      case RECORDS.LEFT2:
        return (phase << 16) | (w << 8) | history.back(2 * s);
      case RECORDS.ABOVE2:
        return (phase << 16) | (n << 8) | history.back(2 * r);
      case RECORDS.CORNER:
        return (phase << 24) | (n << 16) | (w << 8) | nw;
      case RECORDS.GRADIENT:
        return (phase << 16) | (gradient & 0xffff);
      case RECORDS.GRADIENT_LAST:
        return (phase << 24) | ((gradient & 0x1ff) << 8) | b;
      case RECORDS.GRADIENT_SPAN:
        return (
          (phase << 24) |
          ((gradient & 0x1ff) << 8) |
          ((differenceClass(w, nw) << 4) | differenceClass(n, nw))
        );
      case RECORDS.MEAN:
        return (phase << 16) | ((w + n) >> 1);
      case RECORDS.MEAN_LAST:
        return (phase << 24) | (((w + n) >> 3) << 16) | ((b >> 4) << 8) | (history.back(2) >> 4);
      case RECORDS.LINEAR_LEFT:
        return (phase << 16) | ((w * 2 - history.back(2 * s)) & 0xffff);
      case RECORDS.LINEAR_ABOVE:
        return (phase << 16) | ((n * 2 - history.back(2 * r)) & 0xffff);
      case RECORDS.WEIGHTED:
        return (phase << 16) | (((w * 2 + n * 2 + ne - nw + 2) >> 2) & 0xffff);
      case RECORDS.NEIGHBOURS:
        return (phase << 24) | (ne << 16) | (n << 8) | w;
      case RECORDS.PIXEL:
        return (phase << 24) | (b << 8) | history.back(2);
      default:
        return (phase << 24) | this.delta(member, b);
    }
  }

  /** The byte if it differs from the byte before, another colour of the pixel, as much as in the neighbouring pixels. */
  private delta(member: i32, b: u32): u32 {
    const s = this.layout.stride;
    const r = this.layout.rowStride;
    const w = this.shifted(s);
    const n = this.shifted(r);
    const ne = this.shifted(r - s);
    switch (member) {
      case RECORDS.DELTA_LAST:
        return (clipped(w) << 8) | b;
      case RECORDS.DELTA_LEFT:
        return clipped(2 * w - this.shifted(2 * s));
      case RECORDS.DELTA_ABOVE:
        return clipped(2 * n - this.shifted(2 * r));
      case RECORDS.DELTA_PLANE:
        return clipped(w + ne - n);
      case RECORDS.DELTA_ACROSS:
        return clipped(n + ne - this.shifted(2 * r - s));
      case RECORDS.DELTA_BOTH:
        return (clipped(w) << 8) | clipped(n);
      case RECORDS.DELTA_CORNER:
        return (clipped(n) << 8) | clipped(ne);
      default:
        return unreachable();
    }
  }

  /** The last byte plus the difference of the byte `distance` bytes back from the byte before that. */
  // @ts-ignore: decorator
  @inline private shifted(distance: i32): i32 {
    const history = this.history;
    return i32(history.back(distance)) + i32(history.back(1)) - i32(history.back(distance + 1));
  }
}

/** The nearest value of a byte. */
function clipped(value: i32): u32 {
  return u32(max(0, min(255, value)));
}

/** The sign of a difference and the number of bits of its size: 0 .. 15. */
function differenceClass(a: u32, b: u32): u32 {
  const d = i32(a) - i32(b);
  const size = <u32>(32 - clz(abs(d)));
  return d < 0 ? size | 8 : size & 7;
}
