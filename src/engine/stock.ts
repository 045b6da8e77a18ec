/** The realm's workers: started when needed, kept for a moment in case they are needed again. */
import { CodecWorker } from './codec-worker.js';
import { platform } from './platform.js';

/** How long an idle worker is kept, milliseconds. Starting one costs about fifty. */
const KEEP_MS = 1000;

/** Idle workers keep at most this much codec memory between them, bytes. */
const KEEP_BYTES = 64 * 2 ** 20;

const idle: CodecWorker[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Set when a worker could not be started (forbidden by the page's policy, say): then the thread at hand must do. */
let hopeless = false;

/** A worker that is ready for a task and keeps the process alive; undefined where none can be had. */
export async function takeWorker(): Promise<CodecWorker | undefined> {
  for (let worker = idle.pop(); worker; worker = idle.pop()) {
    if (!worker.usable) continue;
    worker.hold(true);
    return worker;
  }
  return startWorker();
}

async function startWorker(): Promise<CodecWorker | undefined> {
  const { startWorker: start } = platform();
  if (!start || hopeless) return undefined;
  let worker: CodecWorker | undefined;
  try {
    worker = new CodecWorker(start());
    await worker.start();
    return worker;
  } catch {
    worker?.terminate();
    hopeless = true;
    return undefined;
  }
}

/** Takes back a worker; one that is dead, at work, or too large to keep is terminated. */
export function returnWorker(worker: CodecWorker): void {
  const kept = idle.reduce((sum, { held }) => sum + held, worker.held);
  if (!worker.usable || kept > KEEP_BYTES) {
    worker.terminate();
    return;
  }
  worker.hold(false);
  idle.push(worker);
  clearTimeout(timer);
  timer = setTimeout(() => {
    for (const one of idle.splice(0)) one.terminate();
  }, KEEP_MS);
  // In Node a timer keeps the process alive unless told otherwise; in browsers it is a plain number.
  if (typeof timer === 'object') timer.unref();
}
