import { allocate } from '../memory/arena';
import { Shape } from './shape';

/** A target that does not exist: its row has ended. */
export const ABSENT: u16 = 0xffff;

/** The symbols of a batch and those before it that the network reads: u16 [step][row]. */
export class History {
  private readonly B: usize;
  /** Symbols of each row before the batch. */
  private readonly before: usize;
  private readonly start: usize;
  /** Where the host writes the symbols of step 0; the other steps follow. */
  readonly symbols: usize;

  constructor(shape: Shape) {
    this.B = <usize>shape.rows;
    this.before = <usize>shape.memory;
    this.start = allocate(2 * (this.before + shape.length) * this.B);
    this.symbols = this.start + this.bytes;
  }

  /** Bytes of the symbols before the batch. */
  get bytes(): usize {
    return 2 * this.before * this.B;
  }

  /** The symbol of row b at step t, which is above -(window or second-order window). Reads ABSENT as symbol 0. */
  // @ts-ignore: decorator
  @inline at(t: i32, b: i32): i32 {
    const symbol = this.target(t, b);
    return symbol == ABSENT ? 0 : symbol;
  }

  /** The same with ABSENT as it is. */
  // @ts-ignore: decorator
  @inline target(t: i32, b: i32): i32 {
    return load<u16>(this.symbols + <usize>((t * i32(this.B) + b) << 1));
  }

  /** Copies the symbols before the batch from `from`. */
  restore(from: usize): void {
    memory.copy(this.start, from, this.bytes);
  }

  /** Copies to `to` the symbols before the batch that follows one of `steps` steps. */
  save(to: usize, steps: i32): void {
    memory.copy(to, this.start + 2 * <usize>steps * this.B, this.bytes);
  }
}
