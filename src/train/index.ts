/** The public API of `foresay/train`, the same on every platform. The entries are src/node/train.ts and src/web/train.ts. */

export { indexOf, type Parameter, rowMajor, writeRowMajor } from '../codec/parameters.js';
export { type ErrorCode, ForesayError } from '../errors.js';
export type { ChoiceField, NumberField } from '../model/fields.js';
export type {
  Network,
  NetworkParameter,
  NetworkShape,
  ParameterShape,
} from '../network/network.js';
export type { DecodedNetwork, EncodeNetworkOptions } from '../network/network-file.js';
export { TRAINING_FIELDS, type TrainingField } from './fields.js';
export { checkNetworkOptions, decodeNetwork, encodeNetwork } from './network-file.js';
export type { TrainerOptions, TrainerSettings } from './options.js';
export {
  canTrain,
  type EpochProgress,
  type TrainNetworkOptions,
  trainNetwork,
} from './train-network.js';
export { ABSENT, Trainer } from './trainer.js';
