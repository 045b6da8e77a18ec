/** The training loop: batches, reports, validation, checkpoints. */
import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import type { Trainer } from 'foresay/train';
import { TrainingError } from '../errors.js';
import { digestsOf, resumed } from './checkpoint.js';
import type { StopReason, TrainingHooks, TrainingResult } from './hooks.js';
import type { Settings } from './options.js';
import { type CurvePoint, initialProgress, type Progress } from './progress.js';
import { Rows } from './rows.js';
import { type SavedModel, type SavedTraining, writeModel } from './saved-model.js';
import { validationBits } from './validate.js';

/** Longest work, in milliseconds, before the event loop gets a turn: only then does a signal arrive. */
const TURN = 25;

/** Each weight becomes the nearest level. */
const LEAST_DEAD_ZONE = 0.5;

/** Default of `everySeconds`. */
const CHECKPOINT_SECONDS = 60;

export class TrainingRun {
  readonly #settings: Settings;
  readonly #hooks: TrainingHooks;
  readonly #trainer: Trainer;
  readonly #rows: Rows;
  readonly #validation: Rows | undefined;
  readonly #digests: Pick<SavedTraining, 'data' | 'validation'>;
  readonly #progress: Progress;
  readonly #parameters: number;
  #checkpoint = { step: 0, at: performance.now() };
  #turnAt = performance.now();

  /** @param saved The checkpoint to continue from. */
  constructor(
    settings: Settings,
    hooks: TrainingHooks,
    trainer: Trainer,
    saved: SavedModel | undefined,
  ) {
    const { data, validation, stride } = settings;
    this.#settings = settings;
    this.#hooks = hooks;
    this.#trainer = trainer;
    this.#rows = Rows.training(data.symbols, settings.trainer, stride);
    this.#validation = validation && Rows.validation(validation, settings.trainer);
    this.#digests = digestsOf(settings);
    this.#progress =
      saved === undefined
        ? initialProgress(settings.rate)
        : resumed(saved, settings, this.#digests, trainer);
    this.#parameters = trainer.parameters.reduce((sum, one) => sum + one.rows * one.columns, 0);
  }

  /** Trains until one of the reasons to stop. */
  async finish(): Promise<TrainingResult> {
    const { step, curve } = this.#progress;
    const batchesPerEpoch = this.#rows.batches;
    this.#hooks.onStart?.({
      parameters: this.#parameters,
      batchesPerEpoch,
      batches: this.#settings.epochs * batchesPerEpoch,
      step,
      curve,
    });
    this.#checkpoint = { step, at: performance.now() };
    let stopped = this.#reason();
    while (stopped === undefined) {
      this.#train();
      this.#report();
      stopped = this.#reason();
      if (stopped !== undefined || this.#checkpointDue()) this.#writeCheckpoint();
      await this.#turn();
    }
    return this.#result(stopped);
  }

  /** One batch. */
  #train(): void {
    const progress = this.#progress;
    const trainer = this.#trainer;
    const start = performance.now();
    if (progress.batch === 0) trainer.resetState();
    this.#quantise();
    const { steps, present } = this.#rows.fill(progress.batch, trainer.symbols);
    const rate = progress.epochRate / (1 + this.#slowdown());
    const cost = this.#unlessDiverged(() => trainer.train(steps, rate));
    progress.rate = rate;
    add(progress.sinceReport, cost, present);
    if (progress.epoch === 0) add(progress.firstEpoch, cost, present);
    progress.symbols += present;
    progress.step++;
    progress.batch++;
    if (progress.batch === this.#rows.batches) {
      progress.batch = 0;
      progress.epoch++;
      progress.epochRate *= this.#settings.decay;
    }
    progress.seconds += (performance.now() - start) / 1000;
    this.#hooks.onBatch?.(progress.step, cost / present);
  }

  /**
   * In the last `quantiseEpochs` epochs the network reads quantised weights. The dead zone grows in the first half of them.
   * At once, ternary weights with a dead zone of 1.3 cost 5 % more bits a symbol. Only models after that can be the best.
   */
  #quantise(): void {
    const { weightBits, deadZone } = this.#trainer.options;
    if (weightBits === 0) return;
    const { first, last } = this.#growth;
    const progress = this.#progress;
    if (progress.step === last) progress.best = null;
    const part = progress.step < last ? (progress.step - first) / (last - first) : 1;
    const grown = LEAST_DEAD_ZONE + (deadZone - LEAST_DEAD_ZONE) * Math.max(0, part);
    this.#trainer.quantise(progress.step >= first, part < 1 ? grown : deadZone);
  }

  /** The batches at which weights begin to be quantised, and at which the dead zone is that of the file. */
  get #growth(): { readonly first: number; readonly last: number } {
    const { weightBits, deadZone } = this.#trainer.options;
    if (weightBits === 0) return { first: 0, last: 0 };
    const { epochs, quantiseEpochs } = this.#settings;
    const quantised = Math.min(epochs, quantiseEpochs) * this.#rows.batches;
    const first = epochs * this.#rows.batches - quantised;
    return { first, last: deadZone > LEAST_DEAD_ZONE ? first + Math.floor(quantised / 2) : first };
  }

  #slowdown(): number {
    const { halving } = this.#settings;
    return halving === 0 ? 0 : this.#progress.step / halving;
  }

  #unlessDiverged(work: () => number): number {
    try {
      return work();
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== 'DIVERGED') throw cause;
      throw new TrainingError(
        `training diverged at step ${this.#progress.step + 1}: a lower learning rate may help`,
        { cause },
      );
    }
  }

  /** A report where one is due: at its steps, at those of validation, and at the last one. */
  #report(): void {
    const { reportEvery, validateEvery } = this.#settings;
    const progress = this.#progress;
    const { step, sinceReport } = progress;
    const last = this.#ended() !== undefined;
    const due = last || step % validateEvery === 0;
    if (!due && step % reportEvery !== 0) return;
    const rows = due ? this.#validation : undefined;
    const validation = rows && this.#unlessDiverged(() => validationBits(this.#trainer, rows));
    const point: CurvePoint = {
      step,
      epoch: progress.batch === 0 ? progress.epoch : progress.epoch + 1,
      symbols: progress.symbols,
      train: sinceReport.cost / sinceReport.symbols,
      ...(validation !== undefined && { validation }),
      rate: progress.rate,
      seconds: progress.seconds,
    };
    progress.curve.push(point);
    progress.sinceReport = { cost: 0, symbols: 0 };
    this.#hooks.onReport?.(point);
    if (
      validation === undefined ? last : validation < (progress.best ?? Number.POSITIVE_INFINITY)
    ) {
      progress.best = validation ?? null;
      this.#hooks.onBest?.(this.#model());
    }
  }

  /** Why training is over, signals apart. */
  #ended(): StopReason | undefined {
    const { epochs, maxBatches, maxSeconds } = this.#settings;
    const { epoch, step, seconds } = this.#progress;
    if (epoch >= epochs) return 'epochs';
    return step >= maxBatches || seconds >= maxSeconds ? 'limit' : undefined;
  }

  #reason(): StopReason | undefined {
    const { entropy, margin } = this.#settings;
    const { last } = this.#growth;
    const validation = lastValidation(this.#progress.curve.filter(({ step }) => step > last));
    if (entropy !== undefined && validation !== undefined && validation <= entropy + margin)
      return 'entropy';
    return this.#ended() ?? (this.#hooks.signal?.aborted ? 'aborted' : undefined);
  }

  #checkpointDue(): boolean {
    const { everyBatches = Number.POSITIVE_INFINITY, everySeconds = CHECKPOINT_SECONDS } =
      this.#settings.checkpoint ?? {};
    const { step, at } = this.#checkpoint;
    return (
      this.#progress.step - step >= everyBatches || performance.now() - at >= everySeconds * 1000
    );
  }

  #writeCheckpoint(): void {
    const { checkpoint } = this.#settings;
    if (checkpoint === undefined) return;
    const { stride, rate, decay, halving } = this.#settings;
    const progress = this.#progress;
    const schedule = { stride, rate, decay, halving };
    writeModel(checkpoint.path, {
      ...this.#model(),
      training: { ...schedule, ...this.#digests, progress },
    });
    this.#checkpoint = { step: progress.step, at: performance.now() };
  }

  #model(): SavedModel {
    const { codes } = this.#settings.data;
    // Threads change no bit, of the file neither.
    const { threads: _, ...trainer } = this.#trainer.options;
    return {
      trainer,
      codes: codes === undefined ? null : [...codes],
      bytes: this.#trainer.save(),
    };
  }

  async #turn(): Promise<void> {
    if (performance.now() - this.#turnAt < TURN) return;
    await eventLoopTurn();
    this.#turnAt = performance.now();
  }

  #result(stopped: StopReason): TrainingResult {
    const { curve, best, firstEpoch, step, symbols, seconds } = this.#progress;
    return {
      stopped,
      curve,
      trainBits: curve.at(-1)?.train,
      validationBits: lastValidation(curve),
      bestValidationBits: best ?? undefined,
      onePassBits: firstEpoch.symbols > 0 ? firstEpoch.cost / firstEpoch.symbols : undefined,
      step,
      symbols,
      seconds,
      symbolsPerSecond: seconds > 0 ? symbols / seconds : 0,
      parameters: this.#parameters,
      model: this.#model(),
    };
  }
}

function add(sum: { cost: number; symbols: number }, cost: number, symbols: number): void {
  sum.cost += cost;
  sum.symbols += symbols;
}

function lastValidation(curve: readonly CurvePoint[]): number | undefined {
  return curve.findLast(({ validation }) => validation !== undefined)?.validation;
}
