/** The lines of `run`: one a case, and on a terminal the last point of the case that runs. */
import type { Case, CurvePoint } from '../experiment/experiment.js';
import type { CaseResult } from '../experiment/results.js';
import type { RunProgress } from '../experiment/run.js';
import { bitsText, countText, durationText } from '../experiment/words.js';

/** Milliseconds between two drawings of the line that runs. */
const PAUSE = 100;

export class RunOutput implements RunProgress {
  readonly #terminal = process.stdout.isTTY === true;
  #head = '';
  #drawn = Number.NEGATIVE_INFINITY;

  begin({ name }: Case, index: number, count: number): void {
    this.#head = `${String(index + 1).padStart(String(count).length)}/${count} ${name}: `;
    this.#draw(this.#head, true);
  }

  point({ symbols, bits, validation }: CurvePoint): void {
    const text = validation === undefined ? '' : `, validation ${bitsText(validation)}`;
    this.#draw(
      `${this.#head}${countText(symbols)} symbols, ${bitsText(bits)} bits a symbol${text}`,
      false,
    );
  }

  finished({ bits, seconds, stopped, theory }: CaseResult, before: boolean): void {
    const known = theory === undefined ? '' : `, theory ${bitsText(theory.bits)}`;
    const how = before ? 'done before' : durationText(seconds);
    const why = stopped === undefined ? '' : `, stopped ${stopped}`;
    this.#print(`${this.#head}${bitsText(bits)} bits a symbol${known} (${how}${why})`);
  }

  missing(_name: string, reason: string): void {
    this.#print(`${this.#head}not measured: ${reason}`);
  }

  close(): void {
    if (this.#terminal) process.stdout.write('\r\x1b[K');
  }

  #print(line: string): void {
    this.close();
    console.log(line);
  }

  #draw(line: string, now: boolean): void {
    const at = performance.now();
    if (!this.#terminal || (!now && at - this.#drawn < PAUSE)) return;
    this.#drawn = at;
    // A line that is wider than the terminal could not be erased.
    process.stdout.write(`\r\x1b[K${line.slice(0, (process.stdout.columns ?? 80) - 1)}`);
  }
}
