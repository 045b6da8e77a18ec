/** Entry of the second page: adds the training runs to the first page's verdict, and posts it to the server. */
import { newVerdict, VERDICT, type Verdict } from './check.js';

/** The verdict with what a worker adds to it: the thread of a page must not wait for other threads. */
function trainedIn(worker: Worker, verdict: Verdict): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message || 'the worker could not start'));
    worker.postMessage(verdict);
  });
}

const stored = sessionStorage.getItem(VERDICT);
const before: Verdict = stored === null ? newVerdict(['no verdict']) : JSON.parse(stored);
const worker = new Worker(new URL('./isolated-worker.ts', import.meta.url), { type: 'module' });
const verdict = await trainedIn(worker, before).catch(
  (error): Verdict => ({ ...before, failures: [...before.failures, String(error)] }),
);
await fetch('/verdict', { method: 'POST', body: JSON.stringify(verdict) });
