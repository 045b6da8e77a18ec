/** Folders as `train`, `run` and a sweep leave them, small. */
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Long enough ago that nothing runs any more. */
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

export function writeTo(folder: string, path: string, content: string | object): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Sets the times of files back. */
export function age(folder: string, ...paths: readonly string[]): void {
  for (const path of paths) utimesSync(join(folder, path), LONG_AGO, LONG_AGO);
}

/** Lines of a training's curve: report `i` has 100 i symbols and 1 / i bits; each tenth has validation, 0.01 higher. */
export function reports(from: number, to: number): string {
  const lines: string[] = [];
  for (let step = from; step <= to; step++) {
    const validation = step % 10 === 0 ? { validation: 1 / step + 0.01 } : {};
    const point = {
      step,
      epoch: 1,
      symbols: 100 * step,
      train: 1 / step,
      ...validation,
      rate: 1,
      seconds: step,
    };
    lines.push(`${JSON.stringify(point)}\n`);
  }
  return lines.join('');
}

export function report(folder: string, run: string, from: number, to: number): void {
  appendFileSync(join(folder, run, 'metrics.jsonl'), reports(from, to));
}

/** A training with 20 reports, which runs. */
export function writeTraining(folder: string, run: string, options: object = {}): void {
  writeTo(folder, `${run}/config.json`, {
    options: { dataPath: 'input.txt', modelType: 'gru', hiddenSize: 16, ...options },
    command: 'foresay-lab train --data-path input.txt',
    symbols: 2000,
    alphabetSize: 2,
    entropy: 0.05,
    parameters: 100,
    version: '0.1.0',
  });
  writeTo(folder, `${run}/metrics.jsonl`, reports(1, 20));
}

/** An experiment with a case that is finished, one that was stopped, a table and a report. */
export function writeExperiment(folder: string, path: string): void {
  const identity = (width: number) => ({
    sequence: { source: 'iid', parameters: { p: 0.5 } },
    kind: 'validation',
    settings: { rate: 0.01, trainer: { cell: 'lstm', layers: 1, width } },
    seed: 1,
  });
  const points = [10, 20, 30].map(
    (symbols) => `${JSON.stringify({ symbols, bits: 1 + 1 / symbols })}\n`,
  );
  const theory = { bits: 1, how: 'closed form' };
  for (const width of [8, 16]) {
    writeTo(folder, `${path}/cases/lstm-${width}/settings.json`, identity(width));
    writeTo(folder, `${path}/cases/lstm-${width}/theory.json`, theory);
    writeTo(folder, `${path}/cases/lstm-${width}/metrics.jsonl`, points.join(''));
  }
  const result = {
    name: 'lstm-8',
    identity: identity(8),
    bits: 1.002,
    symbols: 30,
    seconds: 2,
    figures: { parameters: 50 },
  };
  writeTo(folder, `${path}/cases/lstm-8/result.json`, { ...result, theory, curve: [] });
  age(
    folder,
    ...['settings.json', 'theory.json', 'metrics.jsonl'].map(
      (name) => `${path}/cases/lstm-16/${name}`,
    ),
  );
  const other = { ...result, name: 'lstm-32', identity: identity(32), bits: 1.0005 };
  writeTo(
    folder,
    `${path}/results.jsonl`,
    `${JSON.stringify({ ...result, theory })}\n${JSON.stringify({ ...other, theory })}\n`,
  );
  writeTo(
    folder,
    `${path}/report.html`,
    '<!doctype html><title>Report</title><h1>What was learned</h1>',
  );
}
