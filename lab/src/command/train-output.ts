/** The lines of a training run, and on a terminal a live curve below them. */

import { LiveChart } from '../terminal/live-chart.js';
import type { TrainingStart } from '../training/hooks.js';
import type { Settings } from '../training/options.js';
import type { CurvePoint } from '../training/progress.js';
import type { TrainInput } from './train-input.js';
import { headerText, reportText } from './train-report.js';

export class TrainOutput {
  readonly #input: TrainInput;
  readonly #settings: Settings;
  #chart: LiveChart | undefined;
  readonly #startedAt = performance.now();
  #firstStep = 0;
  #batches = 0;
  #last: Pick<CurvePoint, 'symbols' | 'seconds'> = { symbols: 0, seconds: 0 };
  #text = '';

  constructor(input: TrainInput, settings: Settings) {
    this.#input = input;
    this.#settings = settings;
    if (process.stdout.isTTY)
      this.#chart = new LiveChart(process.stdout, {
        // More than a fair choice of all symbols costs is off the chart.
        top: Math.max(1, Math.log2(input.data.alphabetSize)),
        line: input.entropy,
      });
  }

  start(start: TrainingStart): void {
    console.log(headerText(this.#input, this.#settings, start));
    if (start.step > 0) console.log(`resumed after ${start.step} batches`);
    this.#firstStep = start.step;
    this.#batches = start.batches;
    this.#last = start.curve.at(-1) ?? this.#last;
  }

  batch(step: number, bits: number): void {
    this.#chart?.add(bits, this.#text || `step ${step}/${this.#batches}`);
  }

  report(point: CurvePoint): void {
    const { symbols, seconds } = this.#last;
    const elapsed = (performance.now() - this.#startedAt) / 1000;
    this.#text = reportText(point, {
      batches: this.#batches,
      epochs: this.#settings.epochs,
      entropy: this.#input.entropy,
      speed: (point.symbols - symbols) / (point.seconds - seconds),
      left: (elapsed / (point.step - this.#firstStep)) * (this.#batches - point.step),
    });
    this.#last = point;
    this.#chart?.clear();
    console.log(this.#text);
  }

  /** Leaves the chart on the screen: what is printed next comes below it. */
  end(): void {
    this.#chart?.finish();
    this.#chart = undefined;
  }
}
