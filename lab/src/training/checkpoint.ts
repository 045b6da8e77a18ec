/** What a checkpoint must agree with before training continues from it. */
import { createHash } from 'node:crypto';
import { TRAINING_FIELDS, type Trainer } from 'foresay/train';
import { LabError } from '../errors.js';
import type { Settings } from './options.js';
import type { Progress } from './progress.js';
import type { SavedModel, SavedTraining } from './saved-model.js';

/** The defaults of the trainer's options. */
const INITIAL = Object.fromEntries(
  Object.entries(TRAINING_FIELDS).map(([name, { initial }]) => [name, initial]),
);

/** SHA-256 of the sequences, in hexadecimal. */
export function digestsOf({
  data,
  validation,
}: Settings): Pick<SavedTraining, 'data' | 'validation'> {
  return {
    data: digestOf(data.symbols),
    validation: validation === undefined ? null : digestOf(validation),
  };
}

function digestOf(symbols: Uint8Array): string {
  return createHash('sha256').update(symbols).digest('hex');
}

/**
 * Puts the trainer into the checkpoint's state. Throws LabError that names what differs: the sequences, or an option that
 * decides the parameters.
 *
 * @returns Where training stood.
 */
export function resumed(
  saved: SavedModel,
  settings: Settings,
  digests: Pick<SavedTraining, 'data' | 'validation'>,
  trainer: Trainer,
): Progress {
  const { training } = saved;
  if (training === undefined)
    throw new LabError('the model is no checkpoint: it cannot be resumed');
  if (training.data !== digests.data) throw new LabError('the checkpoint is of other data');
  if (training.validation !== digests.validation)
    throw new LabError('the checkpoint is of other validation data');
  const { stride, rate, decay, halving } = settings;
  sameValues({ stride, rate, decay, halving }, training);
  const { threads: _, ...options } = trainer.options;
  // An option that came later than the checkpoint had its default.
  sameValues(options, { ...INITIAL, ...saved.trainer });
  trainer.load(saved.bytes);
  return training.progress;
}

function sameValues(wanted: object, saved: object): void {
  const values: Readonly<Record<string, unknown>> = { ...saved };
  for (const [name, value] of Object.entries(wanted))
    if (values[name] !== value)
      throw new LabError(`the checkpoint was made with ${name} ${values[name]}, not ${value}`);
}
