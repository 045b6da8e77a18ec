/** A chart below the lines of a terminal that is drawn again and again. */
import { type ChartFrame, chartLines } from './chart.js';

/** What it needs of a terminal. */
export type Screen = Pick<NodeJS.WriteStream, 'write' | 'columns'>;

const HEIGHT = 8;
const MAX_WIDTH = 80;
/** Milliseconds between two drawings. */
const PAUSE = 200;
/** Values are kept as means once there are more. */
const MAX_VALUES = 4096;

export class LiveChart {
  readonly #screen: Screen;
  readonly #frame: Pick<ChartFrame, 'top' | 'line'>;
  #values: number[] = [];
  /** Values that one of #values is the mean of, and those of the next one so far. */
  #group = 1;
  #pending: number[] = [];
  #drawnAt = Number.NEGATIVE_INFINITY;
  #drawnLines = 0;

  constructor(screen: Screen, frame: Pick<ChartFrame, 'top' | 'line'>) {
    this.#screen = screen;
    this.#frame = frame;
  }

  /** Takes a value, and draws if the last drawing is old enough. */
  add(value: number, status: string): void {
    this.#pending.push(value);
    if (this.#pending.length === this.#group) {
      this.#values.push(mean(this.#pending));
      this.#pending = [];
    }
    if (this.#values.length === MAX_VALUES) this.#halve();
    if (performance.now() - this.#drawnAt < PAUSE) return;
    this.clear();
    this.#draw(status);
  }

  /** Removes the chart: lines may be printed. The next value draws it again. */
  clear(): void {
    if (this.#drawnLines === 0) return;
    const up = this.#drawnLines > 1 ? `\x1b[${this.#drawnLines - 1}A` : '';
    this.#screen.write(`${up}\r\x1b[J`);
    this.#drawnLines = 0;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  /** Draws a last time, and leaves the chart above what is printed next. */
  finish(): void {
    this.clear();
    if (this.#values.length > 0) this.#draw('');
    this.#drawnLines = 0;
  }

  #draw(status: string): void {
    // One column less than the terminal has: a full line would wrap in some.
    const columns = (this.#screen.columns || 80) - 1;
    const frame = { ...this.#frame, width: Math.min(columns, MAX_WIDTH), height: HEIGHT };
    const lines = [...chartLines(this.#values, frame), status.slice(0, columns)];
    this.#screen.write(lines.join('\n'));
    this.#drawnLines = lines.length;
    this.#drawnAt = performance.now();
  }

  #halve(): void {
    const values = this.#values;
    this.#values = Array.from({ length: values.length / 2 }, (_, i) =>
      mean([values[2 * i] as number, values[2 * i + 1] as number]),
    );
    this.#group *= 2;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
