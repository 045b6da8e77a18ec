import { combine } from '../context/hash';
import { Pitch } from '../context/pitch';
import { Trail } from '../context/trail';
import { Family, has } from './family';

/** Members of the set, in the order of the spec's field. */
const MEMBERS = 21;

/** Columns and rows of tables of fixed-size records, their length detected; pixels of pictures. */
export class Records extends Family {
  constructor(
    private readonly trail: Trail,
    private readonly pitch: Pitch,
    set: u32,
  ) {
    super(set);
  }

  choose(to: usize): void {
    const trail = this.trail;
    const s = this.pitch.near;
    const r = this.pitch.far;
    const phase = u32(this.pitch.phase);
    const column = u32(this.pitch.column);
    const b = trail.back(1);
    const w = trail.back(s);
    const n = trail.back(r);
    const nw = trail.back(r + s);
    const ne = trail.back(r - s);
    const gradient = w + n - nw;
    for (let member = 0; member < MEMBERS; member++) {
      if (!has(this.set, member)) continue;
      let h: u32 = 0;
      switch (member) {
        case 0:
          h = column;
          break;
        case 1:
          h = (column << 8) | b;
          break;
        case 2:
          h = (column << 8) | n;
          break;
        case 3:
          h = (column << 8) | w;
          break;
        case 4:
          h = (phase << 8) | w;
          break;
        case 5:
          h = (phase << 8) | n;
          break;
        case 6:
          h = (phase << 16) | (w << 8) | b;
          break;
        case 7:
          h = (phase << 16) | (n << 8) | b;
          break;
        case 8:
          h = (phase << 16) | (w << 8) | n;
          break;
        case 9:
          h = (phase << 16) | (w << 8) | trail.back(2 * s);
          break;
        case 10:
          h = (phase << 16) | (n << 8) | trail.back(2 * r);
          break;
        case 11:
          h = (phase << 24) | (n << 16) | (w << 8) | nw;
          break;
        case 12:
          h = (phase << 16) | (gradient & 0xffff);
          break;
        case 13:
          h = (phase << 24) | ((gradient & 0x1ff) << 8) | b;
          break;
        case 14:
          h = (phase << 24) | ((gradient & 0x1ff) << 8) | ((spanned(w, nw) << 4) | spanned(n, nw));
          break;
        case 15:
          h = (phase << 16) | ((w + n) >> 1);
          break;
        case 16:
          h = (phase << 24) | (((w + n) >> 3) << 16) | ((b >> 4) << 8) | (trail.back(2) >> 4);
          break;
        case 17:
          h = (phase << 16) | ((w * 2 - trail.back(2 * s)) & 0xffff);
          break;
        case 18:
          h = (phase << 16) | ((n * 2 - trail.back(2 * r)) & 0xffff);
          break;
        case 19:
          h = (phase << 16) | (((w * 2 + n * 2 + ne - nw + 2) >> 2) & 0xffff);
          break;
        default:
          h = (phase << 24) | (ne << 16) | (n << 8) | w;
          break;
      }
      store<u32>(to, combine(h, 0x500 + member));
      to += 4;
    }
  }
}

/** The size of a difference, in steps that grow: 0 .. 15. */
function spanned(a: u32, b: u32): u32 {
  const d = i32(a) - i32(b);
  const size = <u32>(32 - clz(abs(d)));
  return d < 0 ? size | 8 : size & 7;
}
