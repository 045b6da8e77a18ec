/** The code that runs inside a worker of a trainer. */
import { describe } from '../codec/failure.js';
import { isModule } from '../codec/module.js';
import { compileTraining, instantiate, type TrainingCode } from './engine.js';
import { type FromTrainingWorker, type ToTrainingWorker, TRAINING_IDENTITY } from './messages.js';

/** Posts `hello` and returns the listener for the trainer's messages. Any error is answered with `failed`. */
export function serveTraining(
  post: (message: FromTrainingWorker) => void,
): (message: ToTrainingWorker) => Promise<void> {
  let code: TrainingCode | undefined;
  post({ type: 'hello', identity: TRAINING_IDENTITY });
  return async (message) => {
    try {
      if (message.type === 'start') {
        const { module, memory } = message;
        code = instantiate(isModule(module) ? module : await compileTraining(module), memory);
        post({ type: 'ready' });
      } else {
        if (!code) throw new Error('a helper thread must be started before it assists');
        code.assist(message.rank);
        post({ type: 'left' });
      }
    } catch (error) {
      post({ type: 'failed', message: describe(error) });
    }
  };
}
