/** Cases of experiments as tasks. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Option } from 'commander';
import { EXPERIMENTS } from '../../../experiments/index.js';
import { LabError, TaskError } from '../../errors.js';
import { type Experiment, SCALES, type Scale } from '../../experiment/experiment.js';
import { type RunOptions, type RunProgress, runExperiment } from '../../experiment/run.js';
import { MAX_SEED } from '../../random/random.js';
import type { Options, Plan } from '../../sweep/plan.js';
import type { Done, GatheredTask, TaskContext, TaskKind } from '../../sweep/task-kind.js';
import { integerOption } from '../options.js';
import { writeExperimentReport } from '../run.js';
import { parsedOptions } from './parsed.js';

interface CaseFlags {
  readonly experiment: string;
  readonly case: string;
  readonly scale: Scale;
  readonly seed: number;
  readonly data: string;
}

/** The options that all cases of an experiment share. */
export function caseTaskOptions(): Option[] {
  return [
    new Option('--scale <scale>', 'small or full').choices(SCALES).default('small'),
    integerOption('--seed <n>', 'of sequences and networks', 0, MAX_SEED).default(1),
    new Option('--data <folder>', 'where files of data are').default('data'),
  ];
}

export const CASE_TASKS: TaskKind = {
  name: 'run',
  figure: { name: 'bits', label: 'bits a symbol' },
  inputs: () => [],
  check: (options) => void caseOf(options),
  run: runCase,
  ownReport: true,
  collect,
};

function flagsOf(options: Options): CaseFlags {
  const all = [
    new Option('--experiment <name>').makeOptionMandatory(),
    new Option('--case <name>').makeOptionMandatory(),
    ...caseTaskOptions(),
  ];
  return parsedOptions('run', all, options) as unknown as CaseFlags;
}

function caseOf(options: Options): CaseFlags & { readonly of: Experiment } {
  const flags = flagsOf(options);
  const of = EXPERIMENTS.find(({ name }) => name === flags.experiment);
  if (of === undefined) throw new LabError(`there is no experiment '${flags.experiment}'`);
  if (!of.cases(flags.scale).some(({ name }) => name === flags.case))
    throw new LabError(`${flags.experiment} has no case '${flags.case}'`);
  return { ...flags, of };
}

const SILENT: RunProgress = { begin() {}, point() {}, finished() {}, missing() {} };

function runOptions({ scale, seed, data }: CaseFlags, output: string): RunOptions {
  return {
    scale,
    seed,
    data,
    threads: 1,
    output,
    signal: new AbortController().signal,
    progress: SILENT,
    writeReport() {},
  };
}

/** The case as the only one of a run in the task's folder, so that an interrupted one goes on there. */
async function runCase(options: Options, { work, signal }: TaskContext): Promise<Done> {
  const flags = caseOf(options);
  const { cases, missing } = await runExperiment(flags.of, {
    ...runOptions(flags, work),
    only: [flags.case],
    signal,
  });
  const result = cases.find(({ name }) => name === flags.case);
  if (result === undefined) throw new TaskError(missing[0]?.reason ?? 'the case was not measured');
  const { bits, symbols, seconds, figures } = result;
  return { figures: { bits, symbols, ...figures }, seconds };
}

/** Makes the folder one of `run`: the same command there has nothing left to do. */
async function collect(
  plan: Plan,
  results: readonly GatheredTask[],
  folder: string,
): Promise<string[]> {
  const [first] = plan.tasks;
  const flags = caseOf({ ...plan.options, ...first });
  mkdirSync(folder, { recursive: true });
  for (const { path } of results)
    cpSync(join(path, 'cases'), join(folder, 'cases'), { recursive: true });
  const { cases } = await runExperiment(flags.of, {
    ...runOptions(flags, folder),
    only: [],
    writeReport: (soFar) => writeExperimentReport(flags.of, soFar, folder),
  });
  return [`${cases.length} cases measured: ${join(folder, 'report.html')}`];
}
