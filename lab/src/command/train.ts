/** The command `train`: a network learns a sequence, with reports, validation and checkpoints. */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { infoPath as infoPathOf } from '../data/source-info.js';
import { LabError, StoppedError } from '../errors.js';
import { settingsOf } from '../training/options.js';
import { checkSavable, saveNetwork } from '../training/save-network.js';
import { readModel, type SavedModel } from '../training/saved-model.js';
import { SummaryFolder } from '../training/summary-folder.js';
import { trainModel } from '../training/train-model.js';
import { VERSION } from '../version.js';
import { Interruption } from './interruption.js';
import { quoted } from './kind-options.js';
import { optionWords } from './options.js';
import { numberText } from './report.js';
import { readInput, trainingOptions } from './train-input.js';
import { addTrainOptions, checkpointInterval, type TrainFlags } from './train-options.js';
import { TrainOutput } from './train-output.js';
import { fixedBits, STOP_TEXT } from './train-report.js';

const SUMMARY_PATH = '.summary';

export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .description('train a network on a sequence; options may be written with underscores');
  addTrainOptions(command);
  command.action(train);
}

/** Reads and checks everything before the folder is made. */
async function train(given: TrainFlags): Promise<void> {
  const folder = new SummaryFolder(given.summaryPath ?? SUMMARY_PATH);
  const flags = given.resume ? resumedFlags(folder, given) : given;
  if (!given.resume && !given.force && folder.used)
    throw new LabError(`${folder.path} holds a run: --resume continues it, --force replaces it`);
  const input = readInput(flags);
  const checkpointPath = checkpointPathOf(flags, folder);
  if (!given.resume && !given.force && existsSync(checkpointPath))
    throw new LabError(`${checkpointPath} exists: --force replaces it`);
  // A run that was killed early has no checkpoint yet, but one that is named must exist.
  if (given.resume && given.checkpoint !== undefined && !existsSync(checkpointPath))
    throw new LabError(`--checkpoint: there is no ${checkpointPath} to resume from`);
  const options = trainingOptions(flags, input);
  const settings = settingsOf(options);
  if (flags.save !== undefined) {
    checkSavable(settings.trainer as SavedModel['trainer'], settings.data.codes);
    checkFree('--save', flags.save, flags, folder);
    if (!given.resume && !given.force && existsSync(flags.save))
      throw new LabError(`${flags.save} exists: --force replaces it`);
  }
  const output = new TrainOutput(input, settings);
  const interruption = new Interruption();
  try {
    const result = await trainModel(
      {
        ...options,
        checkpoint: {
          path: checkpointPath,
          ...(flags.checkpointEvery !== undefined && checkpointInterval(flags.checkpointEvery)),
          resume: given.resume,
        },
      },
      {
        signal: interruption.signal,
        onStart(start) {
          folder.start(configOf(flags, input, start.parameters), start, checkpointPath);
          output.start(start);
        },
        onBatch: (step, bits) => output.batch(step, bits),
        onReport(point) {
          folder.report(point);
          output.report(point);
        },
        onBest: (model) => folder.model(model),
      },
    );
    folder.finish(result);
    output.end();
    if (result.stopped === 'aborted')
      throw new StoppedError(interruption.received, stoppedText(result.step, folder.path));
    const best = result.bestValidationBits;
    console.log(
      `done after ${result.step} batches: ${STOP_TEXT[result.stopped]}` +
        (best === undefined ? '' : `; best validation ${fixedBits(best)} bits a symbol`),
    );
    if (flags.save !== undefined) await save(flags.save, folder.modelPath);
  } finally {
    output.end();
    folder.close();
    interruption.close();
  }
}

/** The options of the run in the folder, and those given now before them. */
function resumedFlags(folder: SummaryFolder, given: TrainFlags): TrainFlags {
  if (!folder.used) throw new LabError(`${folder.path} holds no run to resume`);
  return { ...(folder.options() as TrainFlags), ...given };
}

/** Where the checkpoint goes. Throws LabError where it would replace another file of the run. */
function checkpointPathOf(flags: TrainFlags, folder: SummaryFolder): string {
  if (flags.checkpoint === undefined) return folder.checkpointPath;
  checkFree('--checkpoint', flags.checkpoint, flags, folder);
  return flags.checkpoint;
}

/** Throws LabError where the path of an option is a folder or another file of the run. */
function checkFree(
  option: string,
  path: string,
  { dataPath, validatePath, infoPath }: TrainFlags,
  folder: SummaryFolder,
): void {
  const sequences = [dataPath, validatePath].filter((path) => path !== undefined);
  const others = [...sequences, ...sequences.map(infoPathOf), folder.path, ...folder.files];
  if (infoPath !== undefined) others.push(infoPath);
  const taken = others.some((other) => resolve(other) === resolve(path));
  if (taken) throw new LabError(`${option}: ${path} is another file of the run`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new LabError(`${option}: ${path} is a folder`);
}

/** Writes the run's model as a network file. */
async function save(path: string, modelPath: string): Promise<void> {
  const { bytes, bitsPerWeight } = await saveNetwork(path, readModel(modelPath));
  console.log(`${path}: ${bytes} bytes, ${numberText(bitsPerWeight)} bits a weight`);
}

function stoppedText(step: number, folder: string): string {
  const words = ['foresay-lab', 'train', '--summary-path', folder, '--resume'];
  return `stopped after ${step} batches; to continue: ${words.map(quoted).join(' ')}`;
}

/** What a summary folder says of its run. */
export function configOf(
  { resume: _, force: __, ...options }: TrainFlags,
  { data, validation, entropy }: ReturnType<typeof readInput>,
  parameters: number,
): object {
  return {
    options,
    command: commandOf(options),
    symbols: data.symbols.length,
    alphabetSize: data.alphabetSize,
    validationSymbols: validation?.symbols.length,
    entropy,
    parameters,
    version: VERSION,
  };
}

/** The command line that trains the same model again. */
function commandOf(options: object): string {
  return ['foresay-lab', 'train', ...optionWords(options)].map(quoted).join(' ');
}
