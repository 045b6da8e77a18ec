/** The realm's workers: started when needed, kept for a moment in case they are needed again. */
import { CodecWorker } from './codec-worker.js';
import { Pair } from './pair.js';
import { type Platform, platform } from './platform.js';

/** How long idle workers are kept, milliseconds. Starting one costs about fifty. */
const KEEP_MS = 1000;

/** Idle workers keep at most this much codec memory between them, bytes. */
const KEEP_BYTES = 64 * 2 ** 20;

export class Stock {
  readonly #start: Platform['startWorker'];
  readonly #idle: CodecWorker[] = [];
  /** Shared memory is kept too, however large: engines are slow to notice that nobody needs it any more. */
  readonly #pairs: Pair[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Set when the first could not be started (forbidden by the page's policy, say): the thread at hand must do. */
  #hopeless = false;
  /** Set when one has started: if another does not, there are too many at the moment. */
  #proven = false;

  constructor({ startWorker }: Platform) {
    this.#start = startWorker;
  }

  /** A worker that is ready for a task and keeps the process alive; undefined where none can be had. */
  async take(): Promise<CodecWorker | undefined> {
    for (let worker = this.#idle.pop(); worker; worker = this.#idle.pop()) {
      if (!worker.usable) continue;
      worker.hold(true);
      return worker;
    }
    if (!this.#start || this.#hopeless) return undefined;
    let worker: CodecWorker | undefined;
    try {
      worker = new CodecWorker(this.#start());
      await worker.start();
      this.#proven = true;
      return worker;
    } catch {
      worker?.terminate();
      this.#hopeless = !this.#proven;
      return undefined;
    }
  }

  /** Takes back a worker; one that is dead, still at work, or too large to keep is terminated. */
  giveBack(worker: CodecWorker): void {
    const kept = this.#idle.reduce((sum, { held }) => sum + held, worker.held);
    if (!worker.usable || kept > KEEP_BYTES) {
      worker.terminate();
      return;
    }
    worker.hold(false);
    this.#idle.push(worker);
    this.#clearLater();
  }

  /** Memory for two workers on one task; undefined where none can be shared. */
  async takePair(): Promise<Pair | undefined> {
    return this.#pairs.pop() ?? (await Pair.make());
  }

  /** Takes back a pair without a companion. */
  givePairBack(pair: Pair): void {
    this.#pairs.push(pair);
    this.#clearLater();
  }

  #clearLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const one of this.#idle.splice(0)) one.terminate();
      for (const pair of this.#pairs.splice(0)) pair.drop();
    }, KEEP_MS);
    // In Node a timer keeps the process alive unless told otherwise; in browsers it is a plain number.
    if (typeof this.#timer === 'object') this.#timer.unref();
  }
}

const stocks = new WeakMap<Platform, Stock>();

/** The stock of the platform in use. */
export function stock(): Stock {
  const owner = platform();
  const known = stocks.get(owner) ?? new Stock(owner);
  stocks.set(owner, known);
  return known;
}
