/**
 * A trainer as bytes:
 *
 *   0  8  MAGIC
 *   8  4  VERSION
 *  12  4  length of the description
 *  16  8  XXH64 of bytes 0 to 15 and of all from byte 24 on
 *  24     the description: JSON in UTF-8
 *         the model, then the carried state, as they lie in the training module's memory
 *
 * Numbers have their lowest byte first. The checksum notices damage, not malice.
 */
import { Checksum } from '../archive/checksum.js';
import { newBytes } from '../bytes/new-bytes.js';
import { bytesOf } from '../bytes/view.js';
import type { Parameter } from '../codec/parameters.js';
import { ForesayError } from '../errors.js';
import { shown } from '../shown.js';
import { invalid, settingsOf, type TrainerOptions, type TrainerSettings } from './options.js';

const MAGIC = 'fsytrain';

/** Raised when the layout of the model or of the state changes. */
const VERSION = 1;

const VERSION_AT = 8;
const LENGTH_AT = 12;
const CHECKSUM_AT = 16;
const DESCRIPTION_AT = 24;

/** Where a parameter is. */
export interface SavedParameter extends Omit<Parameter, 'values'> {
  /** Offset in the model, in bytes, of its values with their padding. */
  readonly at: number;
}

interface Description {
  /** Without `threads`: equal trainers have equal bytes, with any number of threads. */
  readonly options: TrainerOptions;
  readonly parameters: readonly SavedParameter[];
  /** Bytes of the model. */
  readonly model: number;
}

/** What is saved. */
export interface SavedTrainer extends Omit<Description, 'options' | 'model'> {
  readonly options: TrainerSettings;
  /** Parameters, moments, number of updates, random state. */
  readonly model: Uint8Array;
  /** State and history of all rows. */
  readonly state: Uint8Array;
}

/** The trainer as bytes. loadChecksum() must have resolved. Throws MEMORY_LIMIT. */
export function savedBytes(trainer: SavedTrainer): Uint8Array<ArrayBuffer> {
  const { options, parameters, model, state } = trainer;
  const { threads: _, ...saved } = options;
  const description: Description = { options: saved, parameters, model: model.length };
  const json = new TextEncoder().encode(JSON.stringify(description));
  const modelAt = DESCRIPTION_AT + json.length;
  const bytes = newBytes(modelAt + model.length + state.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(VERSION_AT, VERSION, true);
  view.setUint32(LENGTH_AT, json.length, true);
  bytes.set(json, DESCRIPTION_AT);
  bytes.set(model, modelAt);
  bytes.set(state, modelAt + model.length);
  view.setBigUint64(CHECKSUM_AT, checksumOf(bytes), true);
  return bytes;
}

/**
 * The inverse: `model` and `state` are views. Throws INVALID_OPTION for a value that is no bytes, CORRUPT for bytes that
 * are no saved trainer or a damaged one, UNSUPPORTED_VERSION for those of another version.
 */
export function savedTrainer(given: Uint8Array): SavedTrainer {
  const bytes = bytesOf(given);
  if (!bytes) throw invalid(`a saved trainer is bytes, not ${shown(given)}`);
  const magic = new TextDecoder('latin1').decode(bytes.subarray(0, VERSION_AT));
  if (bytes.length < DESCRIPTION_AT || magic !== MAGIC)
    throw corrupt('the bytes are no saved trainer');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint32(VERSION_AT, true);
  if (version !== VERSION)
    throw new ForesayError(
      'UNSUPPORTED_VERSION',
      `the saved trainer has version ${version}; this version of foresay reads version ${VERSION}`,
    );
  if (view.getBigUint64(CHECKSUM_AT, true) !== checksumOf(bytes))
    throw corrupt('the saved trainer is damaged');
  const modelAt = DESCRIPTION_AT + view.getUint32(LENGTH_AT, true);
  const { options, parameters, model } = description(bytes.subarray(DESCRIPTION_AT, modelAt));
  const stateAt = modelAt + model;
  return {
    options,
    parameters,
    model: bytes.subarray(modelAt, stateAt),
    state: bytes.subarray(stateAt),
  };
}

/** The values of a parameter with their padding, as bytes. */
export function parameterBytes(
  { model }: SavedTrainer,
  { at, rows, columns, panel }: SavedParameter,
): Uint8Array {
  return model.subarray(at, at + 4 * rows * Math.ceil(columns / panel) * panel);
}

/** The description of bytes whose checksum is right. */
function description(json: Uint8Array): Description & Pick<SavedTrainer, 'options'> {
  try {
    const parsed = JSON.parse(new TextDecoder().decode(json)) as Description;
    return { ...parsed, options: settingsOf(parsed.options) };
  } catch (cause) {
    throw new ForesayError('CORRUPT', 'the description of the saved trainer is invalid', { cause });
  }
}

function checksumOf(bytes: Uint8Array): bigint {
  const header = bytes.subarray(0, CHECKSUM_AT);
  return new Checksum().update(header).update(bytes.subarray(DESCRIPTION_AT)).digest();
}

export function corrupt(message: string): ForesayError {
  return new ForesayError('CORRUPT', message);
}
