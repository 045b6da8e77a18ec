/** The command `run`: an experiment into a folder. */
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { EXPERIMENTS } from '../../experiments/index.js';
import { writeTextAtomic } from '../data/atomic-file.js';
import { LabError, StoppedError } from '../errors.js';
import { type Experiment, SCALES, type Scale } from '../experiment/experiment.js';
import { Interrupted } from '../experiment/interruption.js';
import type { Results } from '../experiment/results.js';
import { runExperiment } from '../experiment/run.js';
import { MAX_SEED } from '../random/random.js';
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
  readonly list?: true;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .description('run an experiment; what is finished is kept, what was interrupted goes on')
    .argument('[name]', 'the experiment; --list names them')
    .addOption(
      new Option('--scale <scale>', 'small: minutes; full: hours').choices(SCALES).default('small'),
    )
    .option('--output <folder>', 'where to (default: runs/NAME-SCALE)')
    .option(
      '--only <case,case,...>',
      'these cases only; k1* stands for all that begin so',
      (text: string) => text.split(','),
    )
    .addOption(
      integerOption('--threads <n>', 'of a network; they change no figure', 1, MAX_THREADS).default(
        1,
      ),
    )
    .addOption(integerOption('--seed <n>', 'of sequences and networks', 0, MAX_SEED).default(1))
    .option('--data <folder>', 'where files of data are', 'data')
    .option('--list', 'print the experiments')
    .action((name: string | undefined, options: Options) => execute(name, options));
}

async function execute(name: string | undefined, options: Options): Promise<void> {
  if (options.list) {
    const width = Math.max(...EXPERIMENTS.map((one) => one.name.length));
    for (const one of EXPERIMENTS) console.log(`${one.name.padEnd(width)}  ${one.title}`);
    return;
  }
  const experiment = experimentOf(name);
  const output = options.output ?? join('runs', `${experiment.name}-${options.scale}`);
  const stop = new AbortController();
  let signal: 'SIGINT' | 'SIGTERM' = 'SIGINT';
  const stopped = (which: 'SIGINT' | 'SIGTERM') => {
    signal = which;
    stop.abort();
  };
  // A second signal ends the process at once.
  process.once('SIGINT', stopped);
  process.once('SIGTERM', stopped);
  const progress = new RunOutput();
  try {
    const { scale, seed, threads, data, only } = options;
    const results = await runExperiment(experiment, {
      scale,
      seed,
      threads,
      output,
      data,
      only,
      signal: stop.signal,
      progress,
      writeReport: (so_far) => writeReport(experiment, so_far, output),
    });
    console.log(`${results.cases.length} cases measured: ${join(output, 'report.html')}`);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new StoppedError(
      signal,
      `stopped; the same command continues. So far: ${join(output, 'report.html')}`,
    );
  } finally {
    progress.close();
    process.off('SIGINT', stopped);
    process.off('SIGTERM', stopped);
  }
}

function experimentOf(name: string | undefined): Experiment {
  const found = EXPERIMENTS.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = EXPERIMENTS.map((one) => one.name).join(', ');
  throw new LabError(
    name === undefined
      ? `which experiment? There are ${names}`
      : `there is no experiment '${name}'; there are ${names}`,
  );
}

async function writeReport(
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
