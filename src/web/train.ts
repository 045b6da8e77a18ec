/** Entry `foresay/train` in browsers and in unknown runtimes. */
import { useTrainingWorkers } from '../train/training-threads.js';
import { portOf } from './platform.js';

if (typeof Worker === 'function')
  useTrainingWorkers(() =>
    // Bundlers recognise exactly this expression.
    portOf(new Worker(new URL('./train-worker.js', import.meta.url), { type: 'module' })),
  );

export * from '../train/index.js';
