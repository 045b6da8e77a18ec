/**
 * What a training program is asked to do, and what it says: it takes a task as JSON in its only argument, trains, and prints
 * an outcome as JSON in its last line. pytorch.py follows the same form.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A network, a batch, and symbols to train on. The optimiser is Adam (0.9, 0.999). */
export interface Task {
  readonly cell: 'gru' | 'lstm' | 'rnn';
  readonly width: number;
  readonly layers: number;
  readonly symbols: number;
  /** Sequences trained in lockstep, and symbols of each in a batch. */
  readonly rows: number;
  readonly length: number;
  /** Of the pre-activations; foresay alone has one. */
  readonly norm: 'none' | 'rms';
  readonly threads: number;
  readonly rate: number;
  /** Largest norm of the gradient. */
  readonly clip: number;
  /** A file of symbols, a byte each, [step][row]. The input of a step is the step before; targets begin at step 1. */
  readonly data: string;
  /** How many batches are trained at least. */
  readonly batches: number;
  /** After these seconds no further batch begins. */
  readonly seconds: number;
}

export interface Batch {
  /** Wall-clock time. */
  readonly seconds: number;
  /** User plus system time, all threads together. */
  readonly cpuSeconds: number;
  /** Of that, the part of the thread that has most; undefined where the system does not tell. */
  readonly busiestSeconds?: number;
  /** Cost of a symbol before the batch's update. */
  readonly bits: number;
}

export interface Outcome {
  readonly version: string;
  readonly batches: readonly Batch[];
  /** Multiply-adds of the products with matrices that train one symbol; foresay alone counts them. */
  readonly multiplyAdds?: number;
}

/** The task of this process. */
export function givenTask(): Task {
  return JSON.parse(process.argv[2] ?? '{}');
}

/**
 * Trains batch after batch and prints the outcome. `train` gets the symbols before the batch's first step and those of the
 * batch, (length + 1) x rows, and gives the cost of a symbol in nats.
 */
export async function trainBatches(
  { data, rows, length, batches, seconds }: Task,
  about: Omit<Outcome, 'batches'>,
  train: (symbols: Uint8Array) => number | Promise<number>,
): Promise<void> {
  const bytes = readFileSync(data);
  const done: Batch[] = [];
  const end = performance.now() + 1000 * seconds;
  const perBatch = length * rows;
  for (let from = 0; from + perBatch + rows <= bytes.length; from += perBatch) {
    if (done.length >= batches && performance.now() > end) break;
    const threads = threadTimes();
    const cpu = process.cpuUsage();
    const began = performance.now();
    const nats = await train(bytes.subarray(from, from + perBatch + rows));
    const took = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    const seconds = { seconds: took / 1e3, cpuSeconds: (user + system) / 1e6 };
    done.push({ ...seconds, ...busiest(threads), bits: nats / Math.LN2 });
  }
  console.log(JSON.stringify({ ...about, batches: done } satisfies Outcome));
}

/** Seconds that each thread of this process has run, on Linux; by their numbers. */
function threadTimes(): Map<string, number> {
  const folder = '/proc/self/task';
  const read = (thread: string): [string, number][] => {
    try {
      const [nanoseconds] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ');
      return [[thread, Number(nanoseconds) / 1e9]];
    } catch {
      return []; // The thread has ended.
    }
  };
  return new Map(existsSync(folder) ? readdirSync(folder).flatMap(read) : []);
}

function busiest(before: Map<string, number>): Pick<Batch, 'busiestSeconds'> {
  const spent = [...threadTimes()].map(([thread, time]) => time - (before.get(thread) ?? 0));
  return spent.length === 0 ? {} : { busiestSeconds: Math.max(...spent) };
}

/** One-hot rows of `symbols` floats. */
export function oneHot(values: Uint8Array, symbols: number): Float32Array {
  const rows = new Float32Array(values.length * symbols);
  for (const [i, value] of values.entries()) rows[i * symbols + value] = 1;
  return rows;
}
