/** The command line of the note on the source that it was made for. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Random } from '../src/random/random.js';
import { Processes } from './support/processes.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const trainInto = (summary: string) =>
  `train --data_path input.txt --summary_path ${summary} --hidden_size 32 --num_layers 2 --batch_size 64 --lr 0.0002 ` +
  '--model_type rnn --vocab ab --validate_every 1000 --validate_path validate.txt';

it('k-markov, k = 20: within 0.1 bits of the entropy, and to the same bits if killed and resumed', async () => {
  const lab = new Processes(folder);
  await lab.run('source k-markov --k 20 --output input.txt');
  await lab.run('source k-markov --k 20 --seed 2 --length 200k --output validate.txt');
  expect(await lab.run(trainInto('.summary'))).toEqual({ status: 0, err: '' });
  const reports = readFileSync(join(folder, '.summary/metrics.jsonl'), 'utf8').trim().split('\n');
  expect(JSON.parse(reports.at(-1) ?? '').validation).toBeLessThan(0.1);
  const killed = `${trainInto('.killed')} --checkpoint_every 100`;
  expect(await lab.killedAndResumed(killed, '.killed', new Random(1), 8)).toBeGreaterThan(1);
  expect(lab.results('.killed')).toEqual(lab.results('.summary'));
});
