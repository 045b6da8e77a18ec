/** Entry `foresay/train` in Node, Deno and Bun. */
import { useTrainingWorkers } from '../train/training-threads.js';
import { nodePlatform } from './platform.js';

useTrainingWorkers(() => nodePlatform.startWorker(new URL('./train-worker.js', import.meta.url)));

export * from '../train/index.js';
