/** Fuzzes one target in a thread of its own, so that one that hangs can be noticed and ended. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '../../support/random.js';
import type { Target } from '../support/fuzz-target.js';
import type { Built } from './build.js';
import { readCorpus, replaceCorpus } from './corpus.js';
import { Coverage } from './coverage.js';
import { Fuzzer } from './fuzzer.js';

export interface Job {
  readonly built: Built;
  readonly target: string;
  readonly seconds: number;
  readonly seed: number;
  readonly corpus: string;
  readonly minimise: boolean;
  /** What is being tried: how many inputs were tried before, its length, its bytes. */
  readonly current: SharedArrayBuffer;
}

export interface Result {
  readonly executions: number;
  readonly edges: number;
  readonly allEdges: number;
  readonly corpus: number;
  readonly verdicts: ReadonlyMap<string, number>;
  readonly slowest: number;
}

export type Message =
  | { readonly kind: 'fault'; readonly input: Uint8Array; readonly text: string }
  | { readonly kind: 'progress' | 'end'; readonly result: Result };

const PROGRESS_MS = 30_000;

const { built, target: name, seconds, seed, corpus, minimise, current } = workerData as Job;
const say = (message: Message) => parentPort?.postMessage(message);

const coverage = new Coverage(built.codecEdges, built.scriptEdges);
const { TARGETS } = (await import(built.targets)) as {
  TARGETS: Record<string, (module: WebAssembly.Module) => Promise<Target>>;
};
const makeTarget = TARGETS[name];
if (!makeTarget) throw new Error(`there is no target ${name}`);
const words = new Int32Array(current, 0, 2);
const bytes = new Uint8Array(current, 8);
const fuzzer = new Fuzzer(
  await makeTarget(new WebAssembly.Module(readFileSync(built.codec))),
  coverage,
  new Random(seed),
  (input) => {
    bytes.set(input.subarray(0, bytes.length));
    words[1] = Math.min(input.length, bytes.length);
    Atomics.add(words, 0, 1);
  },
  (input, fault) =>
    say({ kind: 'fault', input, text: fault instanceof Error ? `${fault.stack}` : String(fault) }),
);

const result = (): Result => ({
  executions: fuzzer.executions,
  edges: fuzzer.edges,
  allEdges: coverage.edges,
  corpus: fuzzer.entries.length,
  verdicts: fuzzer.verdicts,
  slowest: fuzzer.slowest,
});

const end = performance.now() + 1000 * seconds;
let told = performance.now();
for (const input of readCorpus(corpus)) await fuzzer.add(input);
while (performance.now() < end) {
  await fuzzer.step();
  if (performance.now() - told < PROGRESS_MS) continue;
  told = performance.now();
  say({ kind: 'progress', result: result() });
}
if (minimise)
  replaceCorpus(
    corpus,
    fuzzer.minimised().map(({ input }) => input),
  );
say({ kind: 'end', result: result() });
