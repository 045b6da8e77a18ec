/** What a training run tells while it runs, and at its end. */
import type { CurvePoint } from './progress.js';
import type { SavedModel } from './saved-model.js';

/** What is known before the first batch. */
export interface TrainingStart {
  /** Numbers that are learned. */
  readonly parameters: number;
  readonly batchesPerEpoch: number;
  /** Batches of all epochs. */
  readonly batches: number;
  /** Batches done before, and their curve: 0 and empty unless the run is resumed. */
  readonly step: number;
  readonly curve: readonly CurvePoint[];
}

export interface TrainingHooks {
  /** Stops training when the current batch is done; a checkpoint is written. */
  readonly signal?: AbortSignal | undefined;
  /** All checks have passed; nothing is trained or written yet. */
  readonly onStart?: ((start: TrainingStart) => void) | undefined;
  readonly onReport?: ((point: CurvePoint) => void) | undefined;
  /** After each batch, with its bits a symbol. */
  readonly onBatch?: ((step: number, bits: number) => void) | undefined;
  /** Validation was lower than ever before; without validation, once at the end. */
  readonly onBest?: ((model: SavedModel) => void) | undefined;
}

/** `entropy`: validation is within the margin. `limit`: maxBatches or maxSeconds. */
export type StopReason = 'epochs' | 'entropy' | 'limit' | 'aborted';

export interface TrainingResult {
  readonly stopped: StopReason;
  /** All reports, those before a resumption included. */
  readonly curve: readonly CurvePoint[];
  /** Bits a symbol on the data, of the last report. */
  readonly trainBits: number | undefined;
  /** Bits a symbol of the last validation. */
  readonly validationBits: number | undefined;
  /** Bits a symbol of the lowest validation. */
  readonly bestValidationBits: number | undefined;
  /**
   * Bits a symbol over the first epoch, as far as it went. With `stride` = `length` each symbol was predicted before it was
   * learned: this is what a one-pass coder pays, learning included.
   */
  readonly onePassBits: number | undefined;
  /** Batches trained. */
  readonly step: number;
  /** Symbols trained, each as often as it was trained. */
  readonly symbols: number;
  /** Seconds of training, without validation. */
  readonly seconds: number;
  readonly symbolsPerSecond: number;
  readonly parameters: number;
  /** The model after the last batch: for sampleSymbols(), openModel() and writeModel(). */
  readonly model: SavedModel;
}
