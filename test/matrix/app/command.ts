/** Entry of the application on Node, Deno and Bun: prints the outcomes as JSON on one line. */
import type { Worker } from 'node:worker_threads';
import { runJobs } from './jobs.js';

const answered = new Set<Worker>();
process.on('worker', (worker) => {
  worker.on('message', () => answered.add(worker));
});

const outcomes = await runJobs(() => {
  const count = answered.size;
  answered.clear();
  return count;
});
console.log(JSON.stringify(outcomes));
