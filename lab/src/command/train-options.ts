/** The options of `train`: the note's names, its defaults, and ours beyond. */
import { type Command, Option } from 'commander';
import { TRAINING_FIELDS, type TrainerSettings } from 'foresay/train';
import { parseInteger } from '../sources/parameter.js';
import { type CheckpointOptions, NOTE_SCHEDULE, NOTE_TRAINER } from '../training/options.js';
import { integerOption, numberOption, orInvalid } from './options.js';

const REGULARIZATIONS = ['dropout', 'zoneout'] as const;

/** Symbols that `--model-type feature` reads by default. */
export const FEATURE_SIZE = 64;
const MAX_BATCHES = 1e12;

/** What was given on the command line. `config.json` holds them for `--resume`. */
export interface TrainFlags {
  readonly dataPath?: string;
  readonly validatePath?: string;
  readonly infoPath?: string;
  readonly summaryPath?: string;
  readonly vocab?: string;
  readonly unknown?: 'error' | 'skip';
  readonly entropy?: number;
  readonly margin?: number;
  readonly modelType?: TrainerSettings['cell'];
  readonly hiddenSize?: number;
  readonly numLayers?: number;
  readonly featureSize?: number;
  readonly secondOrder?: number;
  readonly noise?: number;
  readonly dilation?: number;
  readonly norm?: TrainerSettings['norm'];
  readonly batchSize?: number;
  readonly seqLength?: number;
  readonly stride?: number;
  readonly numEpochs?: number;
  readonly lr?: number;
  readonly decayRate?: number;
  readonly lrHalving?: number;
  readonly gradClip?: number;
  readonly weightBits?: number;
  readonly vectorBits?: number;
  readonly deadZone?: number;
  readonly quantiseEpochs?: number;
  readonly save?: string;
  readonly optimizer?: TrainerSettings['optimizer'];
  readonly beta1?: number;
  readonly beta2?: number;
  readonly smallest?: number;
  readonly regularization?: (typeof REGULARIZATIONS)[number];
  readonly dropout?: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly printEvery?: number;
  readonly validateEvery?: number;
  readonly checkpoint?: string;
  readonly checkpointEvery?: string;
  readonly resume?: true;
  readonly force?: true;
}

export function addTrainOptions(command: Command): void {
  for (const option of trainOptions()) command.addOption(option);
}

/** New ones at each call. */
export function trainOptions(): Option[] {
  const words = (flags: string, values: readonly string[], help: string) =>
    new Option(flags, help).choices(values);
  const { epochs, rate, decay, margin, reportEvery, validateEvery } = NOTE_SCHEDULE;
  return [
    new Option('--data-path <file>', 'sequence to learn (required)'),
    new Option('--validate-path <file>', 'sequence to validate on'),
    new Option(
      '--info-path <json>',
      'JSON with the entropy of the source (default: the one beside the data)',
    ),
    new Option('--summary-path <folder>', 'where results go (default: .summary)'),
    new Option('--vocab <characters>', 'the symbols (default: from the data)'),
    words('--unknown <what>', ['error', 'skip'], 'symbols outside the vocabulary (default: error)'),
    numberOption('--entropy <bits>', 'a symbol of the source (default: from the JSON)', 0, 8),
    numberOption(
      '--margin <bits>',
      `validation so near to the entropy ends training (default: ${margin})`,
      0,
      8,
    ),
    field('--model-type <name>', 'cell', NOTE_TRAINER.cell),
    field('--hidden-size <cells>', 'width', NOTE_TRAINER.width),
    field('--num-layers <n>', 'layers', NOTE_TRAINER.layers),
    field('--feature-size <symbols>', 'window', `1, of feature ${FEATURE_SIZE}`),
    field('--second-order <symbols>', 'secondOrder', 0),
    field('--noise <probability>', 'noise', 0),
    field('--dilation <n>', 'dilation', 1),
    field('--norm <name>', 'norm', TRAINING_FIELDS.norm.initial),
    field('--batch-size <rows>', 'rows', NOTE_TRAINER.rows),
    field('--seq-length <symbols>', 'length', 'the batch size'),
    integerOption(
      '--stride <symbols>',
      'from row to row: 1 trains overlapping windows (default: the sequence length)',
      1,
      TRAINING_FIELDS.length.max,
    ),
    integerOption('--num-epochs <n>', `passes over the data (default: ${epochs})`, 1, 1e9),
    numberOption('--lr <rate>', `learning rate (default: ${rate})`, 0, 100),
    numberOption('--decay-rate <factor>', `of the rate, an epoch (default: ${decay})`, 0, 1),
    integerOption(
      '--lr-halving <batches>',
      'after n batches the rate is divided by 1 + n / halving; 0: never (default: 0)',
      0,
      MAX_BATCHES,
    ),
    field('--grad-clip <norm>', 'clip', NOTE_TRAINER.clip),
    field('--optimizer <name>', 'optimizer', NOTE_TRAINER.optimizer),
    field('--beta1 <decay>', 'beta1', TRAINING_FIELDS.beta1.initial),
    field('--beta2 <decay>', 'beta2', TRAINING_FIELDS.beta2.initial),
    field('--smallest <weight>', 'smallest', TRAINING_FIELDS.smallest.initial),
    words('--regularization <name>', REGULARIZATIONS, 'what --dropout acts on (default: dropout)'),
    field('--dropout <keep>', 'dropout', '1: off'),
    field('--weight-bits <bits>', 'weightBits', 0),
    field('--vector-bits <bits>', 'vectorBits', TRAINING_FIELDS.vectorBits.initial),
    field('--dead-zone <steps>', 'deadZone', TRAINING_FIELDS.deadZone.initial),
    integerOption(
      '--quantise-epochs <n>',
      'last epochs that train with quantised weights, where they have bits (default: all)',
      1,
      1e9,
    ),
    new Option('--save <file>', 'write the network as a network file (.fsn) at the end'),
    field('--seed <n>', 'seed', 1),
    field('--threads <n>', 'threads', 1),
    integerOption(
      '--print-every <batches>',
      `from report to report (default: ${reportEvery})`,
      1,
      MAX_BATCHES,
    ),
    integerOption(
      '--validate-every <batches>',
      `from validation to validation (default: ${validateEvery})`,
      1,
      MAX_BATCHES,
    ),
    new Option('--checkpoint <file>', '(default: checkpoint in the summary folder)'),
    new Option(
      '--checkpoint-every <batches|seconds>',
      'from checkpoint to checkpoint, such as 500 or 30s (default: 60s)',
    ).argParser(checkedInterval),
    new Option('--resume', 'continue from the checkpoint, with the options of before').conflicts(
      'force',
    ),
    new Option('--force', 'replace the run in the summary folder'),
  ];
}

/** An option that is a field of the trainer, with its range. */
function field(flags: string, name: keyof typeof TRAINING_FIELDS, initial: unknown): Option {
  const one = TRAINING_FIELDS[name];
  const help = `${one.about} (default: ${initial})`;
  if (one.kind === 'choice') return new Option(flags, help).choices(one.values);
  const scale = 10 ** one.decimals;
  return one.decimals === 0
    ? integerOption(flags, help, one.min, one.max, one.step)
    : numberOption(flags, help, one.min / scale, one.max / scale, one.decimals);
}

/** Batches or seconds from checkpoint to checkpoint: `500`, `30s`. Throws LabError. */
export function checkpointInterval(
  text: string,
): Pick<CheckpointOptions, 'everyBatches' | 'everySeconds'> {
  return text.endsWith('s')
    ? { everySeconds: parseInteger(text.slice(0, -1), 0, MAX_BATCHES) }
    : {
        everyBatches: parseInteger(text, 1, MAX_BATCHES),
        everySeconds: Number.POSITIVE_INFINITY,
      };
}

/** The text itself, so that config.json can hold it. */
function checkedInterval(text: string): string {
  orInvalid(() => checkpointInterval(text));
  return text;
}
