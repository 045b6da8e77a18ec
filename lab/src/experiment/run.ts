/** Running an experiment: its cases one after the other, each once, into a folder that is a report at any time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeTextAtomic } from '../data/atomic-file.js';
import { CoderError, LabError, TrainingError } from '../errors.js';
import { VERSION } from '../version.js';
import { CaseFolder } from './case-folder.js';
import type { Case, CurvePoint, Experiment, Scale } from './experiment.js';
import { Interrupted, Unavailable } from './interruption.js';
import { machineText } from './machine.js';
import { type CaseResult, identityOf, type Results, storedCurve } from './results.js';
import { makeSequence } from './sequence-spec.js';

export interface RunOptions {
  readonly scale: Scale;
  readonly seed: number;
  readonly threads: number;
  /** The folder of the run. Made if it does not exist; what it has of this experiment is kept. */
  readonly output: string;
  /** Where files of data are. */
  readonly data: string;
  /** Names of the cases to run; undefined: all. */
  readonly only?: readonly string[] | undefined;
  readonly signal: AbortSignal;
  readonly progress: RunProgress;
  /** Writes the report of the results so far. */
  readonly writeReport: (results: Results) => void | Promise<void>;
}

/** What a run says while it runs. */
export interface RunProgress {
  begin(one: Case, index: number, count: number): void;
  point(point: CurvePoint): void;
  /** The case is done, or was done before. */
  finished(result: CaseResult, before: boolean): void;
  missing(name: string, reason: string): void;
}

/**
 * Runs the cases that are not finished. Throws LabError for a mistake in the options before anything is written, and
 * Interrupted when the signal ends it; the same call goes on from there.
 */
export async function runExperiment(experiment: Experiment, options: RunOptions): Promise<Results> {
  const { scale, seed, output, progress, signal } = options;
  const cases = checkedCases(experiment, scale);
  const chosen = chosenCases(cases, options.only);
  const folderOf = (one: Case) =>
    new CaseFolder(join(output, 'cases', one.name), identityOf(one, seed));
  const missing = new Map<string, string>();
  const results = (): Results => ({
    experiment: experiment.name,
    scale,
    seed,
    cases: cases.flatMap((one) => folderOf(one).result() ?? []),
    missing: cases.flatMap(({ name }) => {
      const reason = missing.get(name);
      return reason === undefined ? [] : [{ name, reason }];
    }),
  });
  mkdirSync(output, { recursive: true });
  writeConfig(experiment, cases, options);
  for (const [i, one] of chosen.entries()) {
    if (signal.aborted) throw new Interrupted();
    const folder = folderOf(one);
    const before = folder.result();
    progress.begin(one, i, chosen.length);
    if (before !== undefined) {
      progress.finished(before, true);
      continue;
    }
    try {
      progress.finished(await runCase(one, folder, options), false);
    } catch (error) {
      if (!isOutcome(error)) throw error;
      missing.set(one.name, error.message);
      progress.missing(one.name, error.message);
    }
    await write(results(), options);
  }
  await write(results(), options);
  return results();
}

/** Errors that concern one case: the others go on. */
function isOutcome(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  // By its name: the entries of foresay are bundles with a class each.
  if (error.name === 'ForesayError') return true;
  return [Unavailable, TrainingError, CoderError].some((type) => error instanceof type);
}

async function runCase(one: Case, folder: CaseFolder, options: RunOptions): Promise<CaseResult> {
  const { seed, threads, data, signal, progress } = options;
  const identity = identityOf(one, seed);
  folder.open();
  try {
    const { sequence, validation, entropyRate } = makeSequence(one.sequence, seed, {
      data,
      scratch: folder.path,
    });
    const { kind, bits: entropy, how } = entropyRate;
    const known = kind === 'exact' || kind === 'estimate' ? entropy : undefined;
    const bound = kind === 'lower bound' && entropy !== undefined ? { 'lower bound': entropy } : {};
    const theory = known === undefined ? undefined : { bits: known, how };
    if (theory) folder.setTheory(theory);
    const start = performance.now();
    const measured = await one.measure.run({
      sequence,
      validation,
      entropy: known,
      seed,
      threads,
      checkpoint: folder.checkpoint,
      signal,
      report(point) {
        folder.report(point);
        progress.point(point);
      },
    });
    const {
      bits,
      symbols,
      seconds = (performance.now() - start) / 1000,
      figures = {},
      stopped,
    } = measured;
    const result: CaseResult = {
      name: one.name,
      identity,
      bits,
      symbols,
      seconds: Number(seconds.toPrecision(4)),
      figures: { ...bound, ...figures },
      ...(stopped !== undefined && { stopped }),
      ...(theory && { theory }),
      curve: storedCurve(folder.curve),
      threads,
      machine: machineText(),
      version: VERSION,
      finished: new Date().toISOString(),
    };
    folder.finish(result);
    return result;
  } finally {
    folder.close();
  }
}

function checkedCases({ name, cases }: Experiment, scale: Scale): readonly Case[] {
  const all = cases(scale);
  const names = all.map((one) => one.name);
  const wrong = names.find((one, i) => !/^[\w.-]+$/.test(one) || names.indexOf(one) !== i);
  if (wrong !== undefined)
    throw new LabError(`${name}: the case '${wrong}' is named twice or has other characters`);
  return all;
}

/** A name that ends in `*` stands for all that begin so. */
function chosenCases(cases: readonly Case[], only: readonly string[] | undefined): readonly Case[] {
  if (only === undefined) return cases;
  const matches = (pattern: string, { name }: Case) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const unknown = only.find((pattern) => !cases.some((one) => matches(pattern, one)));
  if (unknown !== undefined)
    throw new LabError(
      `--only: there is no case '${unknown}'; there are ${cases.map(({ name }) => name).join(', ')}`,
    );
  return cases.filter((one) => only.some((pattern) => matches(pattern, one)));
}

function writeConfig({ name }: Experiment, cases: readonly Case[], options: RunOptions): void {
  const { scale, seed, threads, output, data } = options;
  const config = {
    experiment: name,
    scale,
    seed,
    threads,
    data,
    version: VERSION,
    machine: machineText(),
    cases: cases.map((one) => ({
      name: one.name,
      parameters: one.parameters,
      ...identityOf(one, seed),
    })),
  };
  writeTextAtomic(join(output, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
}

/** The results as JSON, as lines without curves, and as a report. */
async function write(results: Results, { output, writeReport }: RunOptions): Promise<void> {
  writeTextAtomic(join(output, 'results.json'), resultsText(results));
  const lines = results.cases.map(({ curve: _, ...rest }) => `${JSON.stringify(rest)}\n`);
  writeTextAtomic(join(output, 'results.jsonl'), lines.join(''));
  await writeReport(results);
}

/** Results as a file: a case a line, so that a change of one is seen as such. */
export function resultsText({ cases, missing, ...head }: Results): string {
  const lines = (list: readonly object[]) =>
    list.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  const { experiment, scale, seed } = head;
  return (
    `{\n  "experiment": ${JSON.stringify(experiment)},\n  "scale": ${JSON.stringify(scale)},\n  "seed": ${seed},\n` +
    `  "cases": [\n${lines(cases)}\n  ],\n  "missing": [\n${lines(missing)}\n  ]\n}\n`
  );
}
