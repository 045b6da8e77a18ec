/** Random command lines of `train`, small enough to run. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { readModel } from '../../src/training/saved-model.js';
import { printed } from './printed.js';
import { source, symbolsOf } from './sources.js';

/** Values by option: good ones, some at the edge, some wrong. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  data_path: ['ab.txt', 'ab.txt', 'ab.txt', 'abc.txt', 'short.txt', 'empty.txt', 'absent.txt', '.'],
  validate_path: ['ab.txt', 'abc.txt', 'short.txt', 'empty.txt', 'absent.txt'],
  info_path: ['note.json', 'ab.txt', 'absent.json'],
  vocab: ['ab', 'ba', 'abc', 'abcd', 'a', 'aa', ''],
  unknown: ['skip', 'error', 'drop'],
  entropy: ['0', '0.9', '1', '8', '-1', 'x'],
  margin: ['0', '0.5', '9'],
  model_type: ['rnn', 'gru', 'lstm', 'rwa', 'feature', 'none', 'cnn'],
  hidden_size: ['8', '16', '24', '12', '0', '1e9'],
  num_layers: ['1', '2', '3', '0', '99'],
  feature_size: ['1', '2', '20', '0'],
  second_order: ['0', '1', '8', '2000'],
  noise: ['0', '0.1', '0.5'],
  dilation: ['1', '2', '4', '17'],
  norm: ['none', 'rms', 'batch'],
  batch_size: ['1', '2', '4', '8', '12', '0', '4096'],
  seq_length: ['1', '2', '4', '8', '12', '0', '4096'],
  stride: ['1', '2', '3', '4', '8', '0'],
  num_epochs: ['1', '2', '3', '0', '1.5'],
  lr: ['0.0002', '1e-3', '.1', '100', '0', '-1', '1e', 'NaN', 'Infinity'],
  decay_rate: ['0.97', '1', '0', '2'],
  lr_halving: ['0', '10', '-1'],
  grad_clip: ['0', '5', '0.001', '-5'],
  optimizer: ['sgd', 'adam', 'factored', 'exponentiated', 'lion'],
  beta1: ['0', '0.9', '1'],
  beta2: ['0', '0.999', '1', '2'],
  smallest: ['0.0001', '1', '0'],
  regularization: ['dropout', 'zoneout', 'l2'],
  dropout: ['1', '0.5', '0.01', '0', '50%'],
  seed: ['0', '7', '2147483647', '2147483648'],
  threads: ['1', '2', '0'],
  print_every: ['1', '10', '0'],
  validate_every: ['1', '10', '0'],
  checkpoint: ['run/c', 'run'],
  checkpoint_every: ['1', '7', '0s', '1s', '0', 's'],
};

/** Options that make most lines small and possible; random ones before them are overruled, those after them overrule. */
const SMALL = ['--hidden_size', '8', '--batch_size', '4', '--num_epochs', '1', '--num_layers', '1'];

const pair = fc
  .constantFrom(...Object.entries(VALUES))
  .chain(([name, values]) =>
    fc.tuple(
      fc.constantFrom(name, name, name.replaceAll('_', '-')),
      fc.constantFrom(...values),
      fc.constantFrom(' ', ' ', '='),
    ),
  )
  .map(([name, value, between]) =>
    between === '=' ? [`--${name}=${value}`] : [`--${name}`, value],
  );
const flag = fc.constantFrom(['--resume'], ['--force'], ['--help'], ['--lrr', '1'], ['--'], ['x']);
const line = fc
  .array(fc.oneof({ weight: 30, arbitrary: pair }, { weight: 1, arbitrary: flag }), {
    maxLength: 7,
  })
  .map((pairs) => [...SMALL, '--data_path', 'ab.txt', ...pairs.flat()]);

/** Runs random lines in a folder of their own. Each must train, or end in one clear error before anything is written. */
export async function tryRandomLines(numRuns: number, seed: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
  const home = process.cwd();
  process.chdir(folder);
  let trained = 0;
  try {
    writeFiles();
    await fc.assert(
      fc.asyncProperty(line, async (words) => {
        rmSync('run', { recursive: true, force: true });
        const { status, out, err } = await printed(['train', '--summary_path', 'run', ...words]);
        if (status === 0) {
          expect(err).toBe('');
          if (out.startsWith('Usage')) return;
          expect(readModel('run/model').bytes.length).toBeGreaterThan(0);
          trained++;
          return;
        }
        expect(err.match(/^error: .+/gm)).toHaveLength(1);
        expect(err.length).toBeLessThan(400);
        // Training that diverged has its folder; all other errors come before the first file.
        if (!err.includes('diverged')) expect(existsSync('run')).toBe(false);
        else expect(status).toBe(1);
      }),
      { seed, numRuns },
    );
    // Most lines must not end in an error that all of them share.
    expect(trained).toBeGreaterThan(numRuns / 10);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}

function writeFiles(): void {
  const text = (count: number, letters: string) =>
    Array.from(symbolsOf(source('iid'), count), (bit) => letters[bit]).join('');
  writeFileSync('ab.txt', text(300, 'ab'));
  writeFileSync('abc.txt', text(150, 'bc') + text(150, 'ca'));
  writeFileSync('short.txt', 'ab');
  writeFileSync('empty.txt', '');
  writeFileSync('note.json', '{"entropy": 1}');
}
