/**
 * `npm run fuzz`: coverage-guided fuzzing of the decoder (test/fuzz/targets.ts), from the inputs in test/fuzz/corpus. An
 * input that shows a fault, or takes longer than the limit, is kept in build/fuzz/faults, and the exit status is 1.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { buildCounted, FOLDER } from './loop/build.js';
import { keep } from './loop/corpus.js';
import type { Job, Message, Result } from './loop/worker.js';
import { TARGETS } from './targets.js';

const { values } = parseArgs({
  options: {
    /** For each target; they run at the same time. */
    minutes: { type: 'string', default: '5' },
    target: { type: 'string', multiple: true, default: Object.keys(TARGETS) },
    seed: { type: 'string', default: '1' },
    /** Write the inputs that are needed for all edges back into the corpus. */
    minimise: { type: 'boolean', default: false },
  },
});

/** Longest time that one input may take, generous for a busy machine. */
const HANG_SECONDS = 120;
const MAX_INPUT = 1 << 20;
const CORPUS = fileURLToPath(new URL('./corpus', import.meta.url));
const FAULTS = join(FOLDER, 'faults');
const MOST_FAULTS = 20;

const built = await buildCounted();
let faults = 0;

function fault(target: string, input: Uint8Array, text: string): void {
  faults++;
  console.error(`${target}: ${text}\n  ${keep(join(FAULTS, target), input)}`);
}

function line(target: string, { executions, edges, allEdges, corpus }: Result): string {
  const share = ((100 * edges) / allEdges).toFixed(1);
  return `${target}: ${executions} executions, ${edges} of ${allEdges} edges (${share} %), corpus ${corpus}`;
}

/** Fuzzes a target to the end of its time; resolves to undefined when it hangs or dies. */
function run(target: string): Promise<Result | undefined> {
  const current = new SharedArrayBuffer(8 + MAX_INPUT);
  const words = new Int32Array(current, 0, 2);
  const job: Job = {
    built,
    target,
    seconds: 60 * Number(values.minutes),
    seed: Number(values.seed),
    corpus: join(CORPUS, target),
    minimise: values.minimise,
    current,
  };
  const worker = new Worker(built.worker, { workerData: job });
  const trying = () => new Uint8Array(current.slice(8, 8 + (words[1] ?? 0)));
  return new Promise((resolve) => {
    let last = -1;
    const watch = setInterval(() => {
      const count = Atomics.load(words, 0);
      if (count === last && count > 0) {
        fault(target, trying(), `longer than ${HANG_SECONDS} s`);
        void worker.terminate();
      }
      last = count;
    }, HANG_SECONDS * 1000);
    let result: Result | undefined;
    worker.on('message', (message: Message) => {
      if (message.kind === 'fault') fault(target, message.input, message.text);
      else if (message.kind === 'progress') console.log(line(target, message.result));
      else {
        result = message.result;
        clearInterval(watch);
      }
      if (faults >= MOST_FAULTS) void worker.terminate();
    });
    worker.on('error', (error) => fault(target, trying(), `the thread died: ${error.stack}`));
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(result);
    });
  });
}

const results = await Promise.all(
  values.target.map(async (name) => [name, await run(name)] as const),
);
for (const [name, result] of results) {
  if (!result) continue;
  const verdicts = [...result.verdicts].sort(([, a], [, b]) => b - a);
  console.log(`${line(name, result)}; slowest ${(result.slowest / 1000).toFixed(1)} s
  ${verdicts.map(([verdict, count]) => `${verdict} ${count}`).join(', ')}`);
}
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `${values.minutes} minutes each (seed ${values.seed}), ${mebibytes} MiB at most; ${faults} faults`,
);
process.exitCode = faults > 0 || results.some(([, result]) => !result) ? 1 : 0;
