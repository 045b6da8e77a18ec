import { History } from '../context/history';

const LINE_FEED: u32 = 10;

/** A line of qualities, one byte for each base of a read: what its bytes so far have in common. */
export class ReadState {
  /** Bytes of the line before the next byte. */
  position: u32 = 0;
  /** Sum of the absolute differences of neighbouring bytes of the line. */
  spread: u32 = 0;
  /** Mean of the bytes of the line. */
  mean: u32 = 0;
  recent: u32 = 0;
  above: usize = 0;
  private start: usize = 0;
  /** Sum of the bytes of the line. */
  private sum: u32 = 0;

  constructor(private readonly history: History) {}

  /** Takes the byte that the history took. */
  update(): void {
    const byte = this.history.back(1);
    if (byte == LINE_FEED) {
      this.position = 0;
      this.spread = 0;
      this.sum = 0;
      this.mean = 0;
      this.above = this.start;
      this.start = this.history.at;
      this.recent = 0;
      return;
    }
    if (this.position > 0) this.spread += u32(abs(i32(byte) - i32(this.history.back(2))));
    this.recent = this.position == 0 ? byte << 4 : (this.recent * 3 + (byte << 4) + 2) >> 2;
    this.position++;
    this.sum += byte;
    this.mean = this.sum / this.position;
  }
}
