/** The command `run`: an experiment into a folder. */
import { join } from 'node:path';
import { type Command, CommanderError, Option } from 'commander';
import { EXPERIMENTS } from '../../experiments/index.js';
import { writeTextAtomic } from '../data/atomic-file.js';
import { StoppedError } from '../errors.js';
import { type Experiment, SCALES, type Scale } from '../experiment/experiment.js';
import { Interrupted } from '../experiment/interruption.js';
import type { Results } from '../experiment/results.js';
import { runExperiment } from '../experiment/run.js';
import { MAX_SEED } from '../random/random.js';
import { Interruption } from './interruption.js';
import { integerOption } from './options.js';
import { RunOutput } from './run-output.js';

const MAX_THREADS = 64;

interface Options {
  readonly scale: Scale;
  readonly output?: string;
  readonly threads: number;
  readonly only?: readonly string[];
  readonly seed: number;
  readonly data: string;
}

export function addRun(program: Command): void {
  const run = program
    .command('run')
    .description('run an experiment; what is finished is kept, what was interrupted goes on')
    .option('--list', 'print the experiments')
    .on('option:list', () => {
      list();
      // Nothing else of the command line counts.
      throw new CommanderError(0, 'foresay-lab.list', '');
    });
  for (const experiment of EXPERIMENTS)
    run
      .command(experiment.name)
      .description(experiment.title)
      .addOption(
        new Option('--scale <scale>', 'small: minutes; full: hours')
          .choices(SCALES)
          .default('small'),
      )
      .option('--output <folder>', `where to (default: runs/${experiment.name}-SCALE)`)
      .option(
        '--only <case,case,...>',
        'these cases only; k1* stands for all that begin so',
        (text: string) => text.split(','),
      )
      .addOption(
        integerOption(
          '--threads <n>',
          'of a network; they change no figure',
          1,
          MAX_THREADS,
        ).default(1),
      )
      .addOption(integerOption('--seed <n>', 'of sequences and networks', 0, MAX_SEED).default(1))
      .option('--data <folder>', 'where files of data are', 'data')
      .action((options: Options) => execute(experiment, options));
}

function list(): void {
  const width = Math.max(...EXPERIMENTS.map(({ name }) => name.length));
  for (const { name, title } of EXPERIMENTS) console.log(`${name.padEnd(width)}  ${title}`);
}

async function execute(experiment: Experiment, options: Options): Promise<void> {
  const { scale, seed, threads, data, only } = options;
  const output = options.output ?? join('runs', `${experiment.name}-${scale}`);
  const page = join(output, 'report.html');
  const interruption = new Interruption();
  const progress = new RunOutput();
  try {
    const results = await runExperiment(experiment, {
      scale,
      seed,
      threads,
      output,
      data,
      only,
      signal: interruption.signal,
      progress,
      writeReport: (soFar) => writeExperimentReport(experiment, soFar, output),
    });
    console.log(`${results.cases.length} cases measured: ${page}`);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new StoppedError(interruption.received, 'stopped; the same command continues');
  } finally {
    progress.close();
    interruption.close();
  }
}

/** The report of an experiment and its pictures, into the folder of its run. */
export async function writeExperimentReport(
  experiment: Experiment,
  results: Results,
  output: string,
): Promise<void> {
  // Observable Plot takes half a second to load.
  const { reportOf } = await import('../report/report.js');
  const { htmlReport } = await import('../report/html.js');
  const { markdownReport } = await import('../report/markdown.js');
  const report = reportOf(experiment, results);
  for (const { name, svg } of report.pictures) writeTextAtomic(join(output, `${name}.svg`), svg);
  const markdown = markdownReport(report, { level: 1, picture: (name) => `${name}.svg` });
  writeTextAtomic(join(output, 'report.md'), `${markdown}\n`);
  writeTextAtomic(join(output, 'report.html'), htmlReport(report));
}
