/** The options of `plan` and `sweep`: a command's own, each with any number of values, and those of the plan. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Argument, type Command, type Option } from 'commander';
import { EXPERIMENTS } from '../../experiments/index.js';
import { LabError } from '../errors.js';
import { dashed } from '../experiment/words.js';
import { MAX_SEED } from '../random/random.js';
import { type Axis, parseAxis } from '../sweep/axis.js';
import { type Axes, type Combination, grid, randomCombinations } from '../sweep/combinations.js';
import { digestsOf } from '../sweep/inputs.js';
import { makePlan, type Options, type Plan } from '../sweep/plan.js';
import type { TaskKind } from '../sweep/task-kind.js';
import { integerOption, NumberOption, orInvalid } from './options.js';
import { CASE_TASKS, caseTaskOptions } from './tasks/case.js';
import { COMPRESS_TASKS, compressTaskOptions } from './tasks/compress.js';
import { TRAIN_TASKS, trainTaskOptions } from './tasks/train.js';

/** Options of the plan itself. */
export interface PlanFlags {
  readonly output: string;
  readonly random?: number;
  readonly randomSeed: number;
  readonly force?: true;
}

/** Called with the plan that the command line describes. */
export type UsePlan<F extends PlanFlags> = (plan: Plan, kind: TaskKind, flags: F) => Promise<void>;

/** @param add Adds options that only this command has. */
export function addPlanning<F extends PlanFlags>(
  command: Command,
  use: UsePlan<F>,
  add: (subcommand: Command) => void = () => {},
): void {
  const sub = (name: string, description: string) => {
    const one = command
      .command(name)
      .description(description)
      .requiredOption('--output <folder>', 'where the plan and the results are');
    add(one);
    return one.option(
      '--force',
      'replace another plan of the folder; equal tasks keep their results',
    );
  };
  const train = sub('train', 'training runs; each option may have many values');
  searched(train, trainTaskOptions()).action(async (flags: F) =>
    use(await searchPlan(TRAIN_TASKS, trainTaskOptions(), new Map(), flags), TRAIN_TASKS, flags),
  );
  const compress = sub('compress', 'archives of files, as foresay makes them');
  searched(compress, compressTaskOptions())
    .argument('<files...>', 'files, and folders with all files below them')
    .action(async (paths: readonly string[], flags: F) => {
      const files = new Map([['file', filesAxis(paths)]]);
      const plan = await searchPlan(COMPRESS_TASKS, compressTaskOptions(), files, flags);
      return use(plan, COMPRESS_TASKS, flags);
    });
  const run = sub('run', 'the cases of an experiment');
  run.addArgument(
    new Argument('<experiment>', 'its name').choices(EXPERIMENTS.map(({ name }) => name)),
  );
  for (const option of caseTaskOptions()) run.addOption(option);
  run.action(async (experiment: string, flags: F & CaseFlags) =>
    use(await casePlan(experiment, flags), CASE_TASKS, flags),
  );
}

interface CaseFlags {
  readonly scale: 'small' | 'full';
  readonly seed: number;
  readonly data: string;
}

function searched(command: Command, options: readonly Option[]): Command {
  for (const option of options)
    command.addOption(
      option.argParser((text) => orInvalid(() => parseAxis(text, option instanceof NumberOption))),
    );
  return command
    .addOption(
      integerOption('--random <n>', 'try n random combinations, not all of them', 1, 100_000),
    )
    .addOption(
      integerOption('--random-seed <n>', 'of the random combinations', 0, MAX_SEED).default(1),
    );
}

/** The axes among the options of a command, in the order of the command line. */
function axesOf(flags: object, options: readonly Option[]): Axes {
  const names = new Set(options.map((option) => option.attributeName()));
  return new Map(Object.entries(flags).filter(([name]) => names.has(name))) as Map<string, Axis>;
}

/** @param first Axes that are no options; their values change last. */
async function searchPlan(
  kind: TaskKind,
  taskOptions: readonly Option[],
  first: Axes,
  flags: PlanFlags,
): Promise<Plan> {
  const { random, randomSeed } = flags;
  const axes = new Map([...first, ...axesOf(flags, taskOptions)]);
  const combinations =
    random === undefined ? grid(axes) : randomCombinations(axes, random, randomSeed);
  const varies = (name: string) =>
    name === 'file' || combinations.some((one) => one[name] !== combinations[0]?.[name]);
  const [shared, own] = [
    [...axes.keys()].filter((name) => !varies(name)),
    [...axes.keys()].filter(varies),
  ];
  const pick = (one: Combination | undefined, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, one?.[name] ?? '']));
  return checkedPlan(
    kind,
    pick(combinations[0], shared),
    combinations.map((one) => pick(one, own)),
    taskOptions.filter((option) => option instanceof NumberOption),
  );
}

async function casePlan(experiment: string, { scale, seed, data }: CaseFlags): Promise<Plan> {
  const cases = EXPERIMENTS.find(({ name }) => name === experiment)?.cases(scale) ?? [];
  return checkedPlan(
    CASE_TASKS,
    { experiment, scale, seed, data },
    cases.map(({ name }) => ({ case: name })),
  );
}

/**
 * Checks every task before the first one is written. Throws LabError that names the options.
 *
 * @param numeric Options whose values become numbers: charts and tables of results read them.
 */
async function checkedPlan(
  kind: TaskKind,
  options: Options,
  tasks: readonly Options[],
  numeric: readonly NumberOption[] = [],
): Promise<Plan> {
  const paths = new Set<string>();
  for (const own of tasks) {
    const all = { ...options, ...own };
    try {
      for (const path of kind.inputs(all)) paths.add(path);
      kind.check(all);
    } catch (error) {
      if (!(error instanceof LabError) || tasks.length === 1) throw error;
      throw new LabError(`${ownText(own)}: ${error.message}`);
    }
  }
  kind.checkTogether?.({ options, tasks: [...tasks] });
  const names = new Set(numeric.map((option) => option.attributeName()));
  const numbered = (all: Options): Options =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, names.has(name) ? Number(value) : value]),
    );
  return makePlan({
    command: kind.name,
    options: numbered(options),
    inputs: await digestsOf(paths),
    tasks: tasks.map(numbered),
  });
}

/** `hidden-size 16, lr 0.01`: the options by which a task differs from others. */
export function ownText(own: Options): string {
  return Object.entries(own)
    .map(([name, value]) =>
      name === 'file' || name === 'case' ? value : `${dashed(name)} ${value}`,
    )
    .join(', ');
}

/** Files, and all files of folders, in the order of their paths. A file with several paths has the first one. */
function filesAxis(paths: readonly string[]): Axis {
  const found = new Map<string, string>();
  for (const file of paths.flatMap(filesBelow))
    if (!found.has(resolve(file))) found.set(resolve(file), file);
  const files = [...found.values()];
  if (files.length === 0) throw new LabError('there are no files');
  return {
    values: files,
    draw: (random) => files[random.below(files.length)] as string,
  };
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(path, entry.name);
      if (entry.isDirectory()) return filesBelow(below);
      return entry.isFile() ? [below] : [];
    });
}
