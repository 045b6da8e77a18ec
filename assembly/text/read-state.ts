import { History } from '../context/history';

const LINE_FEED: u32 = 10;

/** A line of qualities, a byte for each base of a read: what its bytes so far have in common. */
export class ReadState {
  /** Bytes of the line before the next byte. */
  place: u32 = 0;
  /** Mean of these bytes, rounded down; 0 at the begin of a line. */
  mean: u32 = 0;
  /** Mean in which a byte counts 3/4 of the byte behind it, times 16; 0 at the begin of a line. */
  recent: u32 = 0;
  private sum: u32 = 0;

  constructor(private readonly history: History) {}

  /** Takes the byte that the history took. */
  update(): void {
    const byte = this.history.back(1);
    if (byte == LINE_FEED || this.history.count == 0) {
      this.place = 0;
      this.mean = 0;
      this.recent = 0;
      this.sum = 0;
      return;
    }
    this.recent = this.place == 0 ? byte << 4 : (this.recent * 3 + (byte << 4) + 2) >> 2;
    this.place++;
    this.sum += byte;
    this.mean = this.sum / this.place;
  }
}
