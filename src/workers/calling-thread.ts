/** Tasks in the calling thread, in slices between which the event loop runs. */
import { BlockCoder, type BlockProgress, type Steps } from '../codec/block-coder.js';
import { asForesayError } from '../codec/failure.js';
import { codecModule } from '../codec/module.js';
import { type Result, runTask, type Task } from './task.js';
import { backgroundTimer, type Timer } from './timer.js';
import { turn } from './turn.js';

/** How long the coder is kept after a task, milliseconds. */
const KEEP_MS = 1000;

/** A coder that holds at most so many bytes serves a task of any size. */
const MODEST_BYTES = 2 ** 26;

/** The realm's one coder outside of workers. One task at a time. */
export class CallingThread {
  #coder: BlockCoder | undefined;
  #timer: Timer | undefined;

  /** Does the task; `check` is called before each slice and throws when the task must stop. */
  async run(
    task: Task,
    progress: (reached: BlockProgress) => void,
    check: () => void,
  ): Promise<Result> {
    clearTimeout(this.#timer);
    try {
      const steps = runTask(await this.#coderFor(task), task);
      try {
        for (;;) {
          check();
          const step = advance(steps);
          if (step.done) return step.value;
          progress(step.value);
          await turn();
        }
      } finally {
        // Closes the codec when the task was left in the middle.
        steps.return(undefined as never);
      }
    } catch (error) {
      // After a trap the codec's state is not to be trusted.
      if (asForesayError(error).code === 'ENGINE') this.#coder = undefined;
      throw error;
    } finally {
      this.#dropLater();
    }
  }

  /** Memory only grows: after a huge task a small one would hold it for as long as tasks keep coming. */
  async #coderFor({ memory }: Task): Promise<BlockCoder> {
    const held = this.#coder?.held ?? 0;
    if (held > MODEST_BYTES && held > 2 * memory) this.#coder = undefined;
    this.#coder ??= new BlockCoder(await codecModule());
    return this.#coder;
  }

  #dropLater(): void {
    clearTimeout(this.#timer);
    this.#timer = backgroundTimer(() => {
      this.#coder = undefined;
    }, KEEP_MS);
  }
}

function advance(steps: Steps<Result>): IteratorResult<BlockProgress, Result> {
  try {
    return steps.next();
  } catch (error) {
    throw asForesayError(error);
  }
}
