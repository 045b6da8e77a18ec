/** Training as a function: for the command `train` and for experiments. */
import { existsSync } from 'node:fs';
import { Trainer } from 'foresay/train';
import type { TrainingHooks, TrainingResult } from './hooks.js';
import { settingsOf, type TrainingOptions } from './options.js';
import { readModel } from './saved-model.js';
import { TrainingRun } from './training-run.js';

export type { StopReason, TrainingHooks, TrainingResult, TrainingStart } from './hooks.js';
export type { CheckpointOptions, TrainingData, TrainingOptions } from './options.js';
export type { CurvePoint } from './progress.js';

/**
 * Trains a network on a sequence. Equal options give equal parameters and equal curves but for `seconds`, with any number of
 * threads, resumed or not, unless `maxSeconds` ends the run. No file but the checkpoint is written.
 *
 * Throws LabError for options that do not fit the data and for a checkpoint of another run, TrainingError when training
 * diverges (the last checkpoint stays), ForesayError INVALID_OPTION or MEMORY_LIMIT, and the system's error when the
 * checkpoint cannot be written.
 */
export async function trainModel(
  options: TrainingOptions,
  hooks: TrainingHooks = {},
): Promise<TrainingResult> {
  const settings = settingsOf(options);
  const { checkpoint } = settings;
  const saved =
    checkpoint?.resume && existsSync(checkpoint.path) ? readModel(checkpoint.path) : undefined;
  const trainer = await Trainer.create(settings.trainer);
  try {
    return await new TrainingRun(settings, hooks, trainer, saved).finish();
  } finally {
    await trainer.close();
  }
}
