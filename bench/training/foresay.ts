/** Trains the network of a task with foresay. */
import { readFileSync } from 'node:fs';
import { Trainer } from '#dist/node/train.js';
import { givenTask, trainBatches } from './task.js';

const task = givenTask();
const { cell, width, layers, symbols, rows, length, norm, threads, rate, clip } = task;
const trainer = await Trainer.create({
  ...{ cell, width, layers, symbols, rows, length, norm, threads, clip },
  optimizer: 'adam',
});
const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Matrices that a symbol is multiplied with: forward, and for the gradients of its inputs and of its weights. */
const matrices = trainer.parameters.filter(({ name }) => /recurrent|below|head\.from/.test(name));
const weights = matrices.reduce((sum, matrix) => sum + matrix.rows * matrix.columns, 0);

await trainBatches(task, { version, multiplyAdds: 3 * weights }, (given) => {
  trainer.symbols.set(given.subarray(rows));
  return (trainer.train(length, rate) / (length * rows)) * Math.LN2;
});
await trainer.close();
