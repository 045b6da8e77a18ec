/** What a batch allows: its steps in order, and symbols of the alphabet. */
import { shown } from '../shown.js';
import { invalid, type TrainerSettings } from './options.js';

/** As a symbol: the row has none at this step. It has no cost and no gradient, and rows that have ended use it. */
export const ABSENT = 0xffff;

/** The methods throw INVALID_OPTION for what is not allowed. */
export class Batch {
  readonly #settings: TrainerSettings;
  /** Steps that are predicted. */
  #predicted = 0;
  /** Whether all of them were predicted for learning. */
  #training = true;

  constructor(settings: TrainerSettings) {
    this.#settings = settings;
  }

  /** A new batch begins: no step is predicted. */
  restart(): void {
    this.#predicted = 0;
  }

  /** Notes that a step was predicted. */
  add(step: number, training: boolean): void {
    this.#training = training && (step === 0 || this.#training);
    this.#predicted = step + 1;
  }

  checkSteps(steps: number): void {
    const { length } = this.#settings;
    if (!Number.isInteger(steps) || steps < 1 || steps > length)
      throw invalid(`a batch has 1 to ${length} steps (option length), not ${shown(steps)}`);
  }

  /** Whether the step may be predicted. */
  checkNext(step: number): void {
    if (step !== 0 && step !== this.#predicted)
      throw invalid(
        `predict: the next step is ${this.#predicted}, or 0 to begin again, not ${shown(step)}`,
      );
    this.checkSteps(step + 1);
  }

  /** Whether `steps` steps are predicted, for learning if `training`. */
  checkPredicted(call: string, steps: number, training = false): void {
    this.checkSteps(steps);
    if (steps !== this.#predicted)
      throw invalid(`${call}: ${this.#predicted} steps are predicted, not ${steps}`);
    if (training && !this.#training)
      throw invalid(`${call}: the steps were not predicted for training`);
  }

  /** Whether the module may read the symbols of the steps `first` to `last` - 1: it takes them for indices. */
  checkSymbols(batch: Uint16Array, first: number, last: number): void {
    const { symbols, rows } = this.#settings;
    for (let i = first * rows; i < last * rows; i++) {
      const symbol = batch[i] as number;
      if (symbol >= symbols && symbol !== ABSENT)
        throw invalid(
          `step ${Math.floor(i / rows)} of row ${i % rows} has symbol ${symbol}: symbols are 0 to ${symbols - 1}, or ABSENT`,
        );
    }
  }
}
