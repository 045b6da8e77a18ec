/**
 * What short training runs lead to, as digests (test/engines/training.ts). `npx vitest run
 * test/train/known-answers.test.ts -u` writes the table again: right only when training is meant to change.
 */
import { expect, it } from 'vitest';
import * as train from '#dist/node/train.js';
import { runDigest, TRAINING_RUNS } from '../engines/training.js';

it('are those of the table', async () => {
  let table = '';
  for (const run of TRAINING_RUNS) table += `${run.name} ${await runDigest(train, run, 1)}\n`;
  await expect(table).toMatchFileSnapshot('known-answers.txt');
});

it('have every option', () => {
  const used = new Set(TRAINING_RUNS.flatMap(({ options }) => Object.keys(options)));
  const common = ['rows', 'length', 'seed', 'threads'];
  expect(new Set([...used, ...common])).toEqual(new Set(Object.keys(train.TRAINING_FIELDS)));
  const of = (name: 'cell' | 'optimizer') =>
    new Set(
      TRAINING_RUNS.map(({ options }) => options[name] ?? train.TRAINING_FIELDS[name].initial),
    );
  expect(of('cell')).toEqual(new Set(train.TRAINING_FIELDS.cell.values));
  expect(of('optimizer')).toEqual(new Set(train.TRAINING_FIELDS.optimizer.values));
});
