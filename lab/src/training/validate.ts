/** What a sequence costs a model that does not learn it. */
import type { Trainer } from 'foresay/train';
import type { Rows } from './rows.js';

/** Bits a symbol on validation rows, from zero state; the trainer's own state is put back. Their first batch is not counted. */
export function validationBits(trainer: Trainer, rows: Rows): number {
  const state = trainer.saveState();
  const { cost, symbols } = costOf(trainer, rows, 1);
  trainer.loadState(state);
  return cost / symbols;
}

/** Bits and symbols of the batches from `first` on, all read from zero state. */
export function costOf(
  trainer: Trainer,
  rows: Rows,
  first: number,
): { cost: number; symbols: number } {
  let cost = 0;
  let symbols = 0;
  trainer.resetState();
  for (let batch = 0; batch < rows.batches; batch++) {
    const { steps, present } = rows.fill(batch, trainer.symbols);
    const bits = trainer.evaluate(steps);
    if (batch < first) continue;
    cost += bits;
    symbols += present;
  }
  return { cost, symbols };
}
