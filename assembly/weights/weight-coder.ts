import { allocate, floats } from '../memory/arena';
import { LevelCoder } from './level-coder';
import { LevelModel } from './level-model';
import { quantiseColumns, quantiseVector } from './quantiser';
import { scaleCode, scaleOf } from './scale';
import { ScaleModel } from './scale-model';

/**
 * Codes the quantised weights of a network, parameter by parameter: first the scales of its columns, then the levels, row
 * by row. A column whose scale is 0 has no levels. A vector is one column.
 */
export class WeightCoder {
  /** The values of a parameter, f32. The rows of a matrix are padded with zeros to whole vectors of four. */
  readonly values: usize;
  /** Scales of the columns. */
  private readonly scales: usize;
  readonly code: usize;
  private readonly scaleModel: ScaleModel = new ScaleModel();
  /** Matrices and vectors have models of their own. */
  private readonly matrices: LevelModel;
  private readonly vectors: LevelModel;
  private coder: LevelCoder | null = null;
  private decodes: bool = false;

  /** `size`: most values of a parameter, padding included; `columns`: most columns; `capacity`: bytes of the code. */
  constructor(
    size: u32,
    columns: i32,
    private readonly capacity: u32,
  ) {
    this.values = floats(size);
    this.scales = floats(columns + 3);
    this.matrices = new LevelModel(columns);
    this.vectors = new LevelModel(1);
    this.code = allocate(capacity);
  }

  /** Begins, when the memory is there. `length`: bytes of the code when decoding. */
  begin(decodes: bool, length: u32): void {
    this.decodes = decodes;
    this.coder = new LevelCoder(decodes, this.code, this.code + (decodes ? length : this.capacity));
    this.scaleModel.begin();
    this.matrices.begin();
    this.vectors.begin();
  }

  /** Codes a matrix. False when the code is none that is written, or does not fit. */
  codeMatrix(rows: i32, columns: i32, bits: i32, deadZone: f32): bool {
    const stride = (<usize>((columns + 3) & ~3)) << 2;
    if (!this.decodes) {
      for (let at: usize = 0; at < stride; at += 16) {
        const w = this.values + at;
        v128.store(this.scales + at, quantiseColumns(w, w, stride, rows, bits, deadZone));
      }
    }
    return this.codeColumns(this.matrices, rows, columns, stride, bits);
  }

  /** Codes a vector of so many numbers, padded with zeros to a multiple of four. */
  codeVector(length: i32, bits: i32): bool {
    if (!this.decodes) {
      const scale = quantiseVector(this.values, this.values, (length + 3) >> 2, bits);
      store<f32>(this.scales, scale);
    }
    return this.codeColumns(this.vectors, length, 1, 4, bits);
  }

  private codeColumns(model: LevelModel, rows: i32, columns: i32, stride: usize, bits: i32): bool {
    const coder = this.coder!;
    for (let c: usize = 0; c < (<usize>columns) << 2; c += 4) {
      const given = this.decodes ? 0 : scaleCode(load<f32>(this.scales + c));
      const code = this.scaleModel.code(coder, given);
      if (code < 0) return false;
      store<f32>(this.scales + c, scaleOf(code));
    }
    model.start(this.scales, columns);
    for (let k = 0; k < rows; k++) {
      model.codeRow(coder, this.values + <usize>k * stride, bits, this.decodes);
      if (coder.failed) return false;
    }
    return model.complete;
  }

  /** Ends the code. Returns its length; when decoding 0, or -1 if it is not the code that is written. */
  finish(): i32 {
    return this.coder!.finish();
  }
}
