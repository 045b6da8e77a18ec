import { floats } from '../memory/arena';
import { clearCounters, INTEGER, LevelCoder } from './level-coder';

/**
 * The contexts of levels. Near a level are the two before it in its row and the two before it in its column. Densities
 * say how often levels were not 0, lately, in the row and in the column.
 */
const NEAR = 15;
const DENSITIES = 12;
const SIGNS = 9;

/** Counters, in this order: flag of 0 by the near levels and by densities; sign by the column and by the row; size. */
const ZERO_NEAR = 0;
const ZERO_DENSITY = ZERO_NEAR + NEAR;
const SIGN_COLUMN = ZERO_DENSITY + DENSITIES * DENSITIES;
const SIGN_ROW = SIGN_COLUMN + SIGNS;
const SIZE = SIGN_ROW + SIGNS;
const SIZE_NEAR = SIZE + INTEGER;
const COUNTERS = SIZE_NEAR + NEAR * INTEGER;

/** A density is a mean in units of 2^-16, at first 1/2. A level moves it by 2^-4 of the difference. */
const HALF: i32 = 1 << 15;
const FULL: i32 = (1 << 16) - 1;
const SHIFT = 4;

/** Bytes of zeros in front of a row of levels. */
const FRONT: usize = 8;

export class LevelModel {
  private readonly counters: usize = floats(COUNTERS);
  /** Levels of the row, of the one before, and of the one before that, i32, each behind FRONT zeros. */
  private readonly levels: usize;
  private readonly rowBytes: usize;
  /** For each column: its density, i32; its scale, f32; whether it has a level that is not 0, i32. */
  private readonly densities: usize;
  private readonly present: usize;
  private scales: usize = 0;
  private columns: i32 = 0;
  private row: i32 = 0;
  private density: i32 = HALF;

  /** `columns`: most columns of a parameter. */
  constructor(columns: i32) {
    this.rowBytes = FRONT + ((<usize>columns) << 2);
    this.levels = floats(3 * (i64(columns) + 2));
    this.densities = floats(columns);
    this.present = floats(columns);
  }

  begin(): void {
    clearCounters(this.counters, COUNTERS);
  }

  /** A parameter begins; `scales`: address of the scales of its columns. */
  start(scales: usize, columns: i32): void {
    this.scales = scales;
    this.columns = columns;
    this.row = 0;
    this.density = HALF;
    memory.fill(this.levels, 0, 3 * this.rowBytes);
    for (let c: usize = 0; c < (<usize>columns) << 2; c += 4) {
      store<i32>(this.densities + c, HALF);
      store<i32>(this.present + c, 0);
    }
  }

  /** Whether each column with a scale has a level that is not 0. */
  get complete(): bool {
    for (let c: usize = 0; c < (<usize>this.columns) << 2; c += 4) {
      if (load<f32>(this.scales + c) > 0 && load<i32>(this.present + c) == 0) return false;
    }
    return true;
  }

  /** Codes the levels of a row, whose values are or will be at `values`. */
  codeRow(coder: LevelCoder, values: usize, bits: i32, decodes: bool): void {
    const row = this.levelsOf(0);
    const above = this.levelsOf(2);
    const above2 = this.levelsOf(1);
    for (let c: usize = 0; c < (<usize>this.columns) << 2; c += 4) {
      const scale = load<f32>(this.scales + c);
      let level = 0;
      if (scale > 0) {
        if (!decodes) level = i32(load<f32>(values + c) / scale);
        const left = row + c - 4;
        level = this.codeLevel(coder, level, bits, left, above + c, above2 + c, c);
      }
      store<i32>(row + c, level);
      if (decodes) store<f32>(values + c, f32(level) * scale);
    }
    this.row = this.row == 2 ? 0 : this.row + 1;
  }

  /** Address of the levels of the row that comes `later` rows behind this one, modulo 3. */
  private levelsOf(later: i32): usize {
    return this.levels + <usize>((this.row + later) % 3) * this.rowBytes + FRONT;
  }

  private codeLevel(
    coder: LevelCoder,
    level: i32,
    bits: i32,
    left: usize,
    above: usize,
    above2: usize,
    column: usize,
  ): i32 {
    const l = load<i32>(left);
    const l2 = load<i32>(left - 4);
    const u = load<i32>(above);
    const u2 = load<i32>(above2);
    const near = 3 * (min(2, abs(l)) + min(2, abs(u))) + min(2, abs(l2) + abs(u2));
    if (bits > 1) {
      const nonzero = this.codeZero(coder, level != 0, near, column);
      if (!nonzero) return 0;
    }
    store<i32>(this.present + column, 1);
    const byColumn = this.counter(SIGN_COLUMN + 3 * side(u) + side(u2));
    const byRow = this.counter(SIGN_ROW + 3 * side(l) + side(l2));
    const negative = coder.bit(level < 0, byColumn, byRow);
    let size = 1;
    if (bits > 2) {
      size = coder.integer(
        abs(level),
        bits - 1,
        this.counter(SIZE_NEAR + near * INTEGER),
        this.counter(SIZE),
      );
    }
    return negative ? -size : size;
  }

  /** Codes whether a level is not 0. */
  private codeZero(coder: LevelCoder, nonzero: bool, near: i32, column: usize): bool {
    const density = load<i32>(this.densities + column);
    const context = DENSITIES * bin(this.density) + bin(density);
    const first = this.counter(ZERO_NEAR + near);
    nonzero = coder.bit(nonzero, first, this.counter(ZERO_DENSITY + context));
    this.density = moved(this.density, nonzero);
    store<i32>(this.densities + column, moved(density, nonzero));
    return nonzero;
  }

  private counter(index: i32): usize {
    return this.counters + ((<usize>index) << 2);
  }
}

/** 0, 1 or 2 for a negative level, 0, or a positive one. */
function side(level: i32): i32 {
  return i32(level > 0) - i32(level < 0) + 1;
}

function moved(density: i32, nonzero: bool): i32 {
  return density + (((nonzero ? FULL : 0) - density) >> SHIFT);
}

/** Densities in half octaves, the lowest below 1/48. */
function bin(density: i32): i32 {
  const exponent = 31 - clz(density | 1);
  const half = 2 * (exponent - 10) + ((density >> max(0, exponent - 1)) & 1);
  return max(0, min(DENSITIES - 1, half));
}
