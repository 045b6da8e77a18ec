/** When a training run reads quantised weights, and with which dead zone. */
import type { Trainer } from 'foresay/train';
import type { Settings } from './options.js';

/** Each weight becomes the nearest level. */
const LEAST_DEAD_ZONE = 0.5;

/**
 * In the last `quantiseEpochs` epochs the network reads quantised weights. The dead zone grows in the first half of them: on
 * text, ternary weights with a dead zone of 1.3 from the first batch on cost 5 % more bits a symbol.
 */
export class Quantisation {
  readonly #trainer: Trainer;
  /** Batches before the first with quantised weights. */
  readonly #first: number;
  /** Batches before the first whose weights are those of a network file; 0 where none are quantised. */
  readonly last: number;

  constructor(trainer: Trainer, { epochs, quantiseEpochs }: Settings, batchesPerEpoch: number) {
    const { weightBits, deadZone } = trainer.options;
    const quantised = weightBits === 0 ? epochs : Math.min(epochs, quantiseEpochs);
    const grows = weightBits > 0 && deadZone > LEAST_DEAD_ZONE;
    this.#trainer = trainer;
    this.#first = (epochs - quantised) * batchesPerEpoch;
    this.last = this.#first + (grows ? Math.floor((quantised * batchesPerEpoch) / 2) : 0);
  }

  /** Before the batch that follows `step` batches. */
  prepare(step: number): void {
    const { weightBits, deadZone } = this.#trainer.options;
    if (weightBits === 0) return;
    if (step < this.#first) this.#trainer.quantise(false);
    else if (step >= this.last) this.#trainer.quantise(true);
    else {
      const part = (step - this.#first) / (this.last - this.#first);
      this.#trainer.quantise(true, LEAST_DEAD_ZONE + (deadZone - LEAST_DEAD_ZONE) * part);
    }
  }
}
