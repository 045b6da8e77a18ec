/** Training runs as tasks. */
import { rmSync } from 'node:fs';
import type { Option } from 'commander';
import { infoPath } from '../../data/source-info.js';
import { LabError } from '../../errors.js';
import { Interrupted } from '../../experiment/interruption.js';
import type { Options } from '../../sweep/plan.js';
import type { Done, TaskContext, TaskKind } from '../../sweep/task-kind.js';
import { settingsOf } from '../../training/options.js';
import { SummaryFolder } from '../../training/summary-folder.js';
import { type TrainingResult, trainModel } from '../../training/train-model.js';
import { configOf } from '../train.js';
import { readInput, type TrainInput, trainingOptions } from '../train-input.js';
import { checkpointInterval, type TrainFlags, trainOptions } from '../train-options.js';
import { parsedOptions } from './parsed.js';

/** What a task decides itself. */
const NOT_OF_TASKS = ['summary-path', 'checkpoint', 'resume', 'force', 'save'];

/** The options of `train` that a task may have. */
export function trainTaskOptions(): Option[] {
  return trainOptions().filter(({ long }) => !NOT_OF_TASKS.includes(long?.slice(2) ?? ''));
}

export const TRAIN_TASKS: TaskKind = {
  name: 'train',
  figure: { name: 'bits', label: 'bits a symbol' },
  inputs(options) {
    const { dataPath, validatePath, infoPath: info } = flagsOf(options);
    if (dataPath === undefined) throw new LabError('--data-path is missing');
    const sequences = [dataPath, validatePath].filter((path) => path !== undefined);
    return [...sequences, ...sequences.map(infoPath), ...(info === undefined ? [] : [info])];
  },
  check(options) {
    const flags = flagsOf(options);
    settingsOf(trainingOptions(flags, cachedInput(flags)));
  },
  run: train,
};

function flagsOf(options: Options): TrainFlags {
  return parsedOptions('train', trainTaskOptions(), options) as TrainFlags;
}

/** The newest input: the tasks of a plan mostly share it. */
let cached: { readonly key: string; readonly input: TrainInput } | undefined;

function cachedInput(flags: TrainFlags): TrainInput {
  const { dataPath, validatePath, infoPath: info, vocab, unknown, entropy } = flags;
  const key = JSON.stringify([dataPath, validatePath, info, vocab, unknown, entropy]);
  if (cached?.key !== key) cached = { key, input: readInput(flags) };
  return cached.input;
}

async function train(options: Options, { work, signal, progress }: TaskContext): Promise<Done> {
  const flags = flagsOf(options);
  const input = readInput(flags);
  const folder = new SummaryFolder(work);
  const { checkpointPath } = folder;
  const interval =
    flags.checkpointEvery === undefined ? {} : checkpointInterval(flags.checkpointEvery);
  let batches = 1;
  try {
    const result = await trainModel(
      {
        ...trainingOptions(flags, input),
        checkpoint: { path: checkpointPath, ...interval, resume: true },
      },
      {
        signal,
        onStart(start) {
          folder.start(configOf(flags, input, start.parameters), start, checkpointPath);
          batches = start.batches;
          progress(start.step / batches);
        },
        onReport(point) {
          folder.report(point);
          progress(point.step / batches);
        },
        onBest: (model) => folder.model(model),
      },
    );
    if (result.stopped === 'aborted') throw new Interrupted();
    // The checkpoint has served.
    rmSync(checkpointPath, { force: true });
    return { figures: figuresOf(result), seconds: result.seconds };
  } finally {
    folder.close();
  }
}

/** `bits` are those of the lowest validation, or without validation those of the last report. */
function figuresOf(result: TrainingResult): Done['figures'] {
  const { bestValidationBits, trainBits, onePassBits, parameters, step, stopped } = result;
  const bits = bestValidationBits ?? trainBits;
  return {
    ...(bits !== undefined && { bits }),
    ...(trainBits !== undefined && { train: trainBits }),
    ...(onePassBits !== undefined && { onePass: onePassBits }),
    parameters,
    batches: step,
    stopped,
  };
}
