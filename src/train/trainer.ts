/** The trainer: batches, probabilities, and the state of a training run. */
import { alphabetSize } from '../archive/alphabet.js';
import { newBytes } from '../bytes/new-bytes.js';
import { bytesOf } from '../bytes/view.js';
import { asForesayError } from '../codec/failure.js';
import { loadChecksum } from '../codec/idle-codec.js';
import { type Parameter, parametersOf, rowMajor } from '../codec/parameters.js';
import { ForesayError } from '../errors.js';
import { checkNetwork, type Network } from '../network/network.js';
import { shown } from '../shown.js';
import { Batch } from './batch.js';
import { instantiate, measure, open, type TrainingCode } from './engine.js';
import { trainingModule } from './module.js';
import {
  checkSavable,
  differences,
  invalid,
  NETWORK_OPTIONS,
  settingsOf,
  TRAINER_OPTIONS,
  type TrainerOptions,
  type TrainerSettings,
} from './options.js';
import { corrupt, parameterBytes, savedBytes, savedTrainer } from './saved.js';
import { TrainingThreads } from './training-threads.js';

export { ABSENT } from './batch.js';

/**
 * Trains a network on B rows of symbols in lockstep, up to L symbols of each row a batch (B, L: the options `rows` and
 * `length`). The state of a row is carried from batch to batch. Before its first symbol the history of a row is symbol 0.
 *
 * A batch: write `symbols`, then call train() or evaluate(). Or alternate: predict(t), then write the symbols of step t,
 * for t from 0 on, and at the end learn() or carry().
 *
 * Equal options and symbols give equal bits on every machine, with any number of threads. The methods throw
 * INVALID_OPTION for arguments out of range and calls out of order, and ENGINE when the training module fails. They
 * block the calling thread.
 */
export class Trainer {
  /** All options, with defaults for those that were not given. */
  readonly options: TrainerSettings;
  /** Threads in use, this one included. Fewer than the option `threads` where so many cannot be had. */
  readonly threads: number;
  /** Floats from one row of probabilities to the next; `symbols` or more. */
  readonly probabilityStride: number;
  readonly #code: TrainingCode;
  readonly #helpers: TrainingThreads | undefined;
  readonly #batch: Batch;
  #closed: Promise<void> | undefined;

  private constructor(
    options: TrainerSettings,
    code: TrainingCode,
    helpers: TrainingThreads | undefined,
  ) {
    this.options = Object.freeze(options);
    this.threads = 1 + (helpers?.count ?? 0);
    this.probabilityStride = code.probabilityStride() / 4;
    this.#code = code;
    this.#helpers = helpers;
    this.#batch = new Batch(options);
  }

  /**
   * A trainer with initial weights, zero state, and symbol 0 as the history.
   *
   * With `threads` above 1 it starts workers. In a page use threads from a worker: a page's own thread must not wait, so
   * there the trainer has one thread.
   *
   * Rejects with INVALID_OPTION (which option, and its range), MEMORY_LIMIT (how many bytes are needed) or ENGINE.
   * @param memory Bytes of memory that the trainer may take.
   */
  static async create(options: TrainerOptions = {}, memory?: number): Promise<Trainer> {
    const settings = settingsOf(options);
    if (memory !== undefined && !(typeof memory === 'number' && memory >= 0))
      throw invalid(`memory must be a number of bytes, not ${shown(memory)}`);
    await loadChecksum();
    const helpers =
      settings.threads > 1 ? await TrainingThreads.start(settings.threads - 1) : undefined;
    try {
      const code = instantiate(helpers?.module ?? (await trainingModule()), helpers?.memory);
      const threads = 1 + (helpers?.count ?? 0);
      const needed = measure(code, { ...settings, threads }, memory);
      // open() waits for them.
      helpers?.assist();
      open(code, needed);
      const trainer = new Trainer(settings, code, helpers);
      if (settings.weightBits > 0) trainer.quantise(true);
      return trainer;
    } catch (error) {
      await helpers?.abandon();
      throw asForesayError(error);
    }
  }

  /**
   * The symbols of the batch, [step][row]: that of step t in row r is at index t * rows + r. 0 to `symbols` - 1, or
   * ABSENT. A view that is lost when the memory grows: do not keep it.
   */
  get symbols(): Uint16Array {
    this.#requireOpen();
    const { rows, length } = this.options;
    const address = this.#code.symbolsAddress() >>> 0;
    return new Uint16Array(this.#code.memory.buffer, address, rows * length);
  }

  /**
   * Predicts the first `steps` symbols of all rows, then updates the parameters and carries the state. Returns the cost
   * of the present symbols in bits, predicted before the update.
   * @param rate Learning rate, 0 or more; rounded to f32.
   * Throws DIVERGED when a number is no longer finite; the parameters are then those from before the call.
   */
  train(steps: number, rate: number): number {
    this.#batch.checkSteps(steps);
    checkRate(rate);
    return this.#finishBatch(steps, (code) => code.train(steps, rate));
  }

  /** As train(), without dropout, zoneout and update. Returns the cost in bits. Throws DIVERGED. */
  evaluate(steps: number): number {
    this.#batch.checkSteps(steps);
    return this.#finishBatch(steps, (code) => code.evaluate(steps));
  }

  /**
   * The probabilities of a step's symbols, [row][symbol], rows `probabilityStride` apart. Steps are predicted in order
   * from 0; the symbols of earlier steps must be written before. A view that the next call changes.
   * @param training With dropout and zoneout: learn() follows. Default: carry() follows.
   * Throws DIVERGED.
   */
  predict(step: number, training = false): Float32Array {
    this.#batch.checkNext(step);
    if (step > 0) this.#batch.checkSymbols(this.symbols, step - 1, step);
    const address = this.#call((code) => code.predict(step, Number(training)));
    if (address === 0) throw diverged();
    this.#batch.add(step, training);
    const length = this.options.rows * this.probabilityStride;
    return new Float32Array(this.#code.memory.buffer, address >>> 0, length);
  }

  /**
   * As train(), after predict(t, true) of the steps 0 to `steps` - 1. The symbols of all steps must be written.
   * @param rate As for train().
   */
  learn(steps: number, rate: number): number {
    this.#batch.checkPredicted('learn', steps, true);
    checkRate(rate);
    return this.#finishBatch(steps, (code) => code.learn(steps, rate));
  }

  /** As evaluate(), after predict(t) of the steps 0 to `steps` - 1. The symbols of all steps must be written. */
  carry(steps: number): number {
    this.#batch.checkPredicted('carry', steps);
    return this.#finishBatch(steps, (code) => code.carry(steps));
  }

  /**
   * Whether the network reads quantised weights from now on (options `weightBits`, `vectorBits`). At first it does.
   * Gradients are taken at the quantised weights, and the unquantised ones are updated. It is not saved.
   * @param deadZone Instead of the option: 0.5 to 10. A network file has the option's.
   */
  quantise(active: boolean, deadZone: number = this.options.deadZone): void {
    if (active && this.options.weightBits === 0)
      throw invalid('quantise: the trainer has weightBits = 0');
    if (!(deadZone >= 0.5 && deadZone <= 10))
      throw invalid(`quantise: the dead zone is 0.5 to 10, not ${shown(deadZone)}`);
    this.#batch.restart();
    this.#call((code) => code.quantise(active ? deadZone : 0));
  }

  /** Makes the state of all rows zero, and their history symbol 0. */
  resetState(): void {
    this.#batch.restart();
    this.#call((code) => code.resetState());
  }

  /** A copy of the carried state and the history of all rows. */
  saveState(): Uint8Array {
    return this.#call(() => copyOf(this.#state));
  }

  /** Puts back a state from saveState() of a trainer with the same options. */
  loadState(state: Uint8Array): void {
    const bytes = bytesOf(state);
    this.#call(() => {
      const target = this.#state;
      if (bytes?.length !== target.length)
        throw invalid(`the state of this trainer has ${target.length} bytes`);
      target.set(bytes);
    });
    this.#batch.restart();
  }

  /**
   * The whole trainer as bytes: options, parameters, optimiser, random state, carried state. A trainer that loads them
   * continues to the same bits. The symbols of an unfinished batch are not saved. Throws MEMORY_LIMIT.
   */
  save(): Uint8Array {
    return this.#call(() => {
      const model = this.#model;
      const parameters = this.parameters.map(({ values, ...shape }) => ({
        ...shape,
        at: values.byteOffset - model.byteOffset,
      }));
      return savedBytes({ options: this.options, parameters, model, state: this.#state });
    });
  }

  /**
   * Takes over what save() of a trainer with the same options returned; `threads` may differ. Throws INVALID_OPTION for
   * other options, CORRUPT for damaged bytes, UNSUPPORTED_VERSION for those of another version. The trainer is then as
   * it was.
   */
  load(bytes: Uint8Array): void {
    this.#call(() => {
      const saved = savedTrainer(bytes);
      this.#checkOptions(
        saved.options,
        TRAINER_OPTIONS.filter((name) => name !== 'threads'),
      );
      const model = this.#model;
      const state = this.#state;
      if (saved.model.length !== model.length || saved.state.length !== state.length)
        throw corrupt('the saved trainer has another length than its options give');
      model.set(saved.model);
      state.set(saved.state);
    });
    this.#batch.restart();
  }

  /**
   * Copies the parameters out of what save() returned, and nothing else: for another batch, another optimiser or another
   * sequence. The options of the network must be equal. Throws as load() does.
   */
  loadParameters(bytes: Uint8Array): void {
    this.#call(() => {
      const saved = savedTrainer(bytes);
      this.#checkOptions(saved.options, NETWORK_OPTIONS);
      const found = new Map(saved.parameters.map((parameter) => [parameter.name, parameter]));
      const copies = this.parameters.map(({ name, values }) => {
        const parameter = found.get(name);
        const source = parameter && parameterBytes(saved, parameter);
        if (source?.length !== values.byteLength)
          throw corrupt(`the saved trainer has no parameter ${name} of this shape`);
        return { values, source };
      });
      for (const { values, source } of copies) bytesOf(values)?.set(source);
    });
    this.#batch.restart();
  }

  /**
   * The parameters, each a matrix of f32 by name (see Parameter). Their values are views of the memory, to be read and
   * written between two batches: do not keep them.
   */
  get parameters(): readonly Parameter[] {
    this.#requireOpen();
    return parametersOf(this.#code);
  }

  /**
   * A copy of the network, for a network file.
   * @param alphabet The byte values that are the symbols, in increasing order: as many as `symbols`.
   * Throws INVALID_OPTION for a network that the codec lacks; see checkSavable().
   */
  network(alphabet: Uint8Array): Network {
    checkSavable(this.options);
    const { cell, width, layers, norm, symbols } = this.options;
    const parameters = this.parameters.map((parameter) => ({
      name: parameter.name,
      rows: parameter.rows,
      columns: parameter.columns,
      values: rowMajor(parameter),
    }));
    const network = {
      cell,
      width,
      layers,
      norm,
      alphabet: alphabet.slice(),
      parameters,
    } as Network;
    checkNetwork(network);
    if (alphabetSize(alphabet) !== symbols)
      throw invalid(
        `the alphabet has ${alphabetSize(alphabet)} values, the trainer ${symbols} symbols`,
      );
    return network;
  }

  /** Stops the helper threads. The trainer cannot be used any more. May be called twice. */
  close(): Promise<void> {
    this.#closed ??= this.#stop();
    return this.#closed;
  }

  async #stop(): Promise<void> {
    const helpers = this.#helpers;
    if (!helpers) return;
    if (helpers.failure) return helpers.abandon();
    this.#code.dismiss();
    await helpers.stop();
  }

  get #state(): Uint8Array {
    const { memory, stateAddress, stateSize } = this.#code;
    return new Uint8Array(memory.buffer, stateAddress() >>> 0, stateSize() >>> 0);
  }

  get #model(): Uint8Array {
    const { memory, modelAddress, modelSize } = this.#code;
    return new Uint8Array(memory.buffer, modelAddress() >>> 0, modelSize() >>> 0);
  }

  #requireOpen(): void {
    if (this.#closed) throw invalid('the trainer is closed');
    this.#helpers?.check();
  }

  #call<T>(work: (code: TrainingCode) => T): T {
    this.#requireOpen();
    try {
      return work(this.#code);
    } catch (error) {
      throw asForesayError(error);
    }
  }

  /** Does the work that ends a batch of so many steps, and returns its cost. */
  #finishBatch(steps: number, work: (code: TrainingCode) => number): number {
    this.#batch.checkSymbols(this.symbols, 0, steps);
    this.#batch.restart();
    const bits = this.#call(work);
    // Also when it is NaN.
    if (!(bits >= 0)) throw diverged();
    return bits;
  }

  #checkOptions(saved: TrainerSettings, names: Parameters<typeof differences>[2]): void {
    const different = differences(this.options, saved, names);
    if (different.length > 0)
      throw invalid(`the saved trainer has other options: ${different.join('; ')}`);
  }
}

function copyOf(bytes: Uint8Array): Uint8Array {
  const copy = newBytes(bytes.length);
  copy.set(bytes);
  return copy;
}

function checkRate(rate: number): void {
  if (!(typeof rate === 'number' && rate >= 0 && rate < Number.POSITIVE_INFINITY))
    throw invalid(`the learning rate is a number of 0 or more, not ${shown(rate)}`);
}

function diverged(): ForesayError {
  return new ForesayError('DIVERGED', 'a number of the network became infinite or NaN');
}
