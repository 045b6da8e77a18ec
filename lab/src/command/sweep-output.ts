/** The lines of a sweep: one a task that ends, and on a terminal one that shows how far all are. */
import { durationText } from '../experiment/words.js';
import type { SweepEvents } from '../sweep/pool.js';
import type { Failure } from '../sweep/task-folder.js';

/** Milliseconds between two drawings of the line that runs. */
const PAUSE = 100;

export class SweepOutput implements SweepEvents {
  readonly #terminal = process.stdout.isTTY === true;
  readonly #count: number;
  /** What to say of a task that is finished. */
  readonly #text: (index: number) => string;
  readonly #running = new Map<number, number>();
  readonly #start = performance.now();
  readonly #doneBefore: number;
  #done: number;
  #failed = 0;
  #drawn = Number.NEGATIVE_INFINITY;

  constructor(count: number, done: number, text: (index: number) => string) {
    this.#count = count;
    this.#done = done;
    this.#doneBefore = done;
    this.#text = text;
    if (done > 0) console.log(`${done} of ${count} tasks were finished before`);
  }

  running(index: number, part: number): void {
    this.#running.set(index, part);
    this.#draw();
  }

  finished(index: number): void {
    this.#running.delete(index);
    this.#done++;
    this.#print(`${this.#done}/${this.#count}  task ${index}: ${this.#text(index)}`);
  }

  failed(index: number, { message }: Failure): void {
    this.#running.delete(index);
    this.#failed++;
    this.#print(`task ${index} failed: ${message}`);
  }

  retried(index: number, { message }: Failure): void {
    this.#running.delete(index);
    this.#print(`task ${index} is tried again: ${message}`);
  }

  close(): void {
    if (this.#terminal) process.stdout.write('\r\x1b[K');
  }

  #print(line: string): void {
    this.close();
    console.log(line);
    this.#drawn = Number.NEGATIVE_INFINITY;
    this.#draw();
  }

  #draw(): void {
    const now = performance.now();
    if (!this.#terminal || now - this.#drawn < PAUSE) return;
    this.#drawn = now;
    const line = this.#line((now - this.#start) / 1000);
    // A line that is wider than the terminal could not be erased.
    process.stdout.write(`\r\x1b[K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
  }

  /** `7/24 done, 1 failed, 2 running (31 %, 80 %), 3 min left`. */
  #line(seconds: number): string {
    const parts = [...this.#running.values()];
    const ended = this.#done + this.#failed - this.#doneBefore;
    const work = ended + parts.reduce((sum, part) => sum + part, 0);
    const left = this.#count - this.#doneBefore - work;
    const percents = parts.slice(0, 8).map((part) => `${Math.floor(100 * part)} %`);
    return [
      `${this.#done}/${this.#count} done`,
      ...(this.#failed === 0 ? [] : [`${this.#failed} failed`]),
      `${parts.length} running${parts.length === 0 ? '' : ` (${percents.join(', ')})`}`,
      ...(work === 0 ? [] : [`${durationText((seconds / work) * left)} left`]),
    ].join(', ');
  }
}
