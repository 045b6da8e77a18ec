/** Files and options of `train` as the options of trainModel(). */
import { knownEntropy } from '../data/known-entropy.js';
import { readSequence } from '../data/sequence.js';
import { readInfo } from '../data/source-info.js';
import { readSymbols, vocabularyCodes } from '../data/vocabulary.js';
import { LabError } from '../errors.js';
import type { TrainingData, TrainingOptions } from '../training/train-model.js';
import { FEATURE_SIZE, type TrainFlags } from './train-options.js';

/** A file that was read. */
export interface InputFile {
  readonly path: string;
  readonly symbols: Uint8Array;
  /** Symbols outside the vocabulary that were left out. */
  readonly dropped: number;
}

export interface TrainInput {
  readonly data: InputFile & TrainingData;
  readonly validation: InputFile | undefined;
  /** Bits a symbol of the source. */
  readonly entropy: number | undefined;
}

/** Reads the files. Throws LabError for symbols outside the vocabulary, unless they are to be dropped. */
export function readInput(flags: TrainFlags): TrainInput {
  const { dataPath, validatePath, infoPath, unknown = 'error' } = flags;
  if (dataPath === undefined) throw new LabError('--data-path is missing');
  const data = readData(dataPath, flags);
  const validation =
    validatePath === undefined
      ? undefined
      : { path: validatePath, ...readSymbols(validatePath, data.codes, unknown) };
  return { data, validation, entropy: flags.entropy ?? knownEntropy(dataPath, infoPath) };
}

function readData(
  path: string,
  { vocab, unknown = 'error' }: TrainFlags,
): InputFile & TrainingData {
  if (vocab === undefined) {
    const { symbols, alphabetSize, codes } = readSequence(path);
    return { path, symbols, alphabetSize, codes, dropped: 0 };
  }
  if (readInfo(path)?.format === 'bits')
    throw new LabError(`--vocab has no meaning: the JSON beside ${path} says that it holds bits`);
  const codes = vocabularyCodes(vocab);
  return { path, alphabetSize: codes.length, codes, ...readSymbols(path, codes, unknown) };
}

/** What trainModel() is given, but for the checkpoint. */
export function trainingOptions(flags: TrainFlags, input: TrainInput): TrainingOptions {
  const { regularization = 'dropout', dropout, modelType, featureSize } = flags;
  return {
    data: input.data,
    validation: input.validation?.symbols,
    entropy: input.entropy,
    margin: flags.margin,
    trainer: {
      cell: modelType,
      width: flags.hiddenSize,
      layers: flags.numLayers,
      window: featureSize ?? (modelType === 'feature' ? FEATURE_SIZE : undefined),
      secondOrder: flags.secondOrder,
      noise: flags.noise,
      dilation: flags.dilation,
      norm: flags.norm,
      rows: flags.batchSize,
      length: flags.seqLength,
      optimizer: flags.optimizer,
      [regularization]: dropout,
      beta1: flags.beta1,
      beta2: flags.beta2,
      smallest: flags.smallest,
      clip: flags.gradClip,
      weightBits: flags.weightBits,
      vectorBits: flags.vectorBits,
      deadZone: flags.deadZone,
      seed: flags.seed,
      threads: flags.threads,
    },
    stride: flags.stride,
    epochs: flags.numEpochs,
    quantiseEpochs: flags.quantiseEpochs,
    rate: flags.lr,
    decay: flags.decayRate,
    halving: flags.lrHalving,
    reportEvery: flags.printEvery,
    validateEvery: flags.validateEvery,
  };
}
