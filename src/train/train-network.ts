/** A network trained on the bytes that it will code, for an archive that has it: the first pass of two-pass coding. */
import { alphabetOf, alphabetValues } from '../archive/alphabet.js';
import { bytesOf } from '../bytes/view.js';
import { ForesayError } from '../errors.js';
import { type ModelSpec, parseSpec } from '../model/model-spec.js';
import { checkWeights, type NetworkShape, parameterShapes } from '../network/network.js';
import { checkBits, encodeNetwork } from '../network/network-file.js';
import { shown } from '../shown.js';
import { nextTurn } from '../workers/event-loop.js';
import { MAX_EPOCHS } from './fields.js';
import { invalid, rejectUnknown } from './options.js';
import { Trainer } from './trainer.js';

/** How far training is. */
export interface EpochProgress {
  /** The pass over the data, from 1. */
  readonly epoch: number;
  /** Bytes of this pass that are learned, and all of them. */
  readonly bytes: number;
  readonly total: number;
  /** Mean cost of these bytes so far, in bits; undefined at the beginning of a pass. */
  readonly bitsPerByte?: number;
}

export interface TrainNetworkOptions {
  /** Passes over the data, 1 to MAX_EPOCHS (10,000). */
  readonly epochs: number;
  /** The model whose cell, width, layers and norm the network has. Default: by the length of the data. */
  readonly model?: string | ModelSpec | undefined;
  /** Bits of a weight in the file: 1 to 16, or 32; see encodeNetwork(). Default: 3, or 4 for 1 MiB and more. */
  readonly bits?: number | undefined;
  /** A weight below so many steps of its levels is 0, 0.5 to 10. Default: 0.8. */
  readonly deadZone?: number | undefined;
  /** Threads of the trainer; they change no bit. Default: 1. */
  readonly threads?: number | undefined;
  /** Bytes of memory that the trainer may take. Default: no limit but that of WebAssembly, 4 GiB. */
  readonly memory?: number | undefined;
  /** Ends the training with ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** Called between batches, at intervals of some milliseconds. */
  readonly onProgress?: ((progress: EpochProgress) => void) | undefined;
}

const DEAD_ZONE = 0.8;

/** Bits of a weight that is stored as it is. */
const FLOAT = 32;

/** Share of the training after which the network reads quantised weights, so that it learns to do with them. */
const QUANTISED_FROM = 0.6;

/** Fewer bytes are not worth a network. */
const LEAST_BYTES = 1024;

/** Symbols of a row between two updates. */
const LENGTH = 32;

/** Rows: one for so many bytes, from 8 to 64. More rows are faster, fewer learn more from each byte. */
const BYTES_A_ROW = 4096;
const MIN_ROWS = 8;
const MAX_ROWS = 64;

/** Learning rate of Adam at the beginning. It falls linearly to 0. */
const RATE = 0.008;

/**
 * Cells of one layer, and bits of a weight, for data that take fewer bytes as symbols of equal length: the weights are to be a
 * small share of the archive. Archives with 3 bits in 8 epochs, 16, 32 and 64 cells: 30 KB of a book 12,953, 13,923 and 18,652
 * bytes, 100 KB of another 38,683, 37,528 and 41,004; 100 KB of DNA, 2 bits a symbol, 24,217, 25,061 and 28,070. 482 KB of a book
 * with 32, 64 and 128 cells: 153,320, 145,758 and 152,484. 2 MB of world192 in 4 epochs, 64 and 128 cells: 461,931 and
 * 383,541 bytes with 3 bits, 447,723 and 381,375 with 4; the 482 KB, 64 cells, 150,435 with 2, 145,758 with 3, 147,419 with 4.
 */
const SIZES = [
  { below: 2 ** 15, width: 16, bits: 3 },
  { below: 2 ** 18, width: 32, bits: 3 },
  { below: 2 ** 20, width: 64, bits: 3 },
  { below: Number.POSITIVE_INFINITY, width: 128, bits: 4 },
] as const;

/** Milliseconds after which the event loop gets a turn. */
const TURN_MS = 25;

/**
 * Trains a network on `data` and returns its network file, for the option `network` of compress(). Equal data and options
 * give equal bytes. Rejects with INVALID_OPTION for data of fewer than two byte values or 1,024 bytes and for options out
 * of range, INVALID_SPEC for a model without a network, DIVERGED, ABORTED, MEMORY_LIMIT or ENGINE.
 */
export async function trainNetwork(
  data: ArrayBufferView | ArrayBufferLike,
  options: TrainNetworkOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  rejectUnknown(options, OPTIONS);
  const bytes = bytesOf(data);
  if (!bytes || !canTrain(bytes))
    throw invalid(`a network is trained on ${LEAST_BYTES} bytes or more of two values or more`);
  const alphabet = alphabetOf(bytes);
  const values = alphabetValues(alphabet);
  const size = (bytes.length * bitsBelow(values.length)) / 8;
  const usual = SIZES.find(({ below }) => size < below) as (typeof SIZES)[number];
  const { epochs, bits = usual.bits, deadZone = DEAD_ZONE, threads = 1, memory, signal } = options;
  checkBits('bits', bits, 1);
  if (!Number.isInteger(epochs) || epochs < 1 || epochs > MAX_EPOCHS)
    throw invalid(`epochs must be an integer from 1 to ${MAX_EPOCHS}, not ${shown(epochs)}`);
  const rows = Math.min(MAX_ROWS, Math.max(MIN_ROWS, Math.floor(bytes.length / BYTES_A_ROW)));
  const shape = shapeOf(options.model, usual.width);
  // Before the training, not after it.
  checkWeights(parameterShapes(shape, values.length));
  throwIfAborted(signal);
  const trainer = await Trainer.create(
    {
      ...shape,
      symbols: values.length,
      rows,
      length: LENGTH,
      threads,
      ...(bits !== FLOAT && { weightBits: bits, deadZone }),
    },
    memory,
  );
  try {
    const symbolOf = new Uint16Array(256);
    for (const [symbol, value] of values.entries()) symbolOf[value] = symbol;
    await new Passes(trainer, bytes, symbolOf, options).run();
    return encodeNetwork(trainer.network(alphabet), { bits, deadZone });
  } finally {
    await trainer.close();
  }
}

const OPTIONS: Readonly<Record<keyof TrainNetworkOptions, true>> = {
  epochs: true,
  model: true,
  bits: true,
  deadZone: true,
  threads: true,
  memory: true,
  signal: true,
  onProgress: true,
};

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ForesayError('ABORTED', undefined, { cause: signal.reason });
}

/** Bits that number so many symbols, 2 or more. */
function bitsBelow(symbols: number): number {
  return 32 - Math.clz32(symbols - 1);
}

function shapeOf(model: string | ModelSpec | undefined, usualWidth: number): NetworkShape {
  if (model === undefined) return { cell: 'lstm', width: usualWidth, layers: 1, norm: 'rms' };
  const { cell, width, layers, norm } = typeof model === 'string' ? parseSpec(model) : model;
  if (cell === 'none') throw new ForesayError('INVALID_SPEC', 'the model has no network to train');
  return { cell, width, layers, norm };
}

/** Whether a network can be trained on the data: they are long enough and not all the same. */
export function canTrain(bytes: Uint8Array): boolean {
  return bytes.length >= LEAST_BYTES && bytes.some((byte) => byte !== bytes[0]);
}

/** The passes over the data. Row r is the r-th of equal pieces of it; the last bytes that fill no row are left out. */
class Passes {
  readonly #trainer: Trainer;
  readonly #bytes: Uint8Array;
  readonly #symbolOf: Uint16Array;
  readonly #options: TrainNetworkOptions;
  /** Bytes of a row. */
  readonly #piece: number;
  #turnAt = performance.now();

  constructor(
    trainer: Trainer,
    bytes: Uint8Array,
    symbolOf: Uint16Array,
    options: TrainNetworkOptions,
  ) {
    this.#trainer = trainer;
    this.#bytes = bytes;
    this.#symbolOf = symbolOf;
    this.#options = options;
    this.#piece = Math.floor(bytes.length / trainer.options.rows);
  }

  async run(): Promise<void> {
    for (let epoch = 1; epoch <= this.#options.epochs; epoch++) await this.#pass(epoch);
  }

  async #pass(epoch: number): Promise<void> {
    const { epochs } = this.#options;
    const { rows, length } = this.#trainer.options;
    this.#trainer.resetState();
    let cost = 0;
    for (let start = 0; start < this.#piece; start += length) {
      const steps = Math.min(length, this.#piece - start);
      this.#fill(start, steps);
      const done = (epoch - 1 + start / this.#piece) / epochs;
      if (this.#trainer.options.weightBits > 0) this.#trainer.quantise(done >= QUANTISED_FROM);
      cost += this.#trainer.train(steps, RATE * (1 - done));
      await this.#turn(epoch, (start + steps) * rows, cost);
    }
  }

  /** Writes the symbols of a batch: the bytes from `start` on of each row. */
  #fill(start: number, steps: number): void {
    const { rows } = this.#trainer.options;
    const { symbols } = this.#trainer;
    for (let step = 0, at = 0; step < steps; step++)
      for (let row = 0; row < rows; row++, at++)
        symbols[at] = this.#symbolOf[this.#bytes[row * this.#piece + start + step] as number] ?? 0;
  }

  async #turn(epoch: number, bytes: number, cost: number): Promise<void> {
    const { signal, onProgress } = this.#options;
    if (performance.now() - this.#turnAt < TURN_MS) return;
    const bitsPerByte = cost / bytes;
    onProgress?.({ epoch, bytes, total: this.#bytes.length, bitsPerByte });
    await nextTurn();
    throwIfAborted(signal);
    this.#turnAt = performance.now();
  }
}
