/** Tasks in the calling thread, in slices between which the event loop runs. */
import { BlockCoder, type BlockProgress, type Steps } from '../codec/block-coder.js';
import { asForesayError } from '../codec/failure.js';
import { codecModule } from '../codec/module.js';
import { backgroundTimer, nextTurn, type Timer } from './event-loop.js';
import { type Result, runTask, type Task } from './task.js';

/** Milliseconds for which the coder is kept after a task. */
const KEEP_MS = 1000;

/** A coder with no more memory than this, in bytes, is used for tasks of any size. */
const MODEST_BYTES = 2 ** 26;

/** The coder of the calling thread, one a realm. It does one task at a time. */
export class CallingThread {
  #coder: BlockCoder | undefined;
  #timer: Timer | undefined;

  /** Does the task. `check` is called before each slice and throws when the task must stop. */
  async run(
    task: Task,
    report: (progress: BlockProgress) => void,
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
          report(step.value);
          await nextTurn();
        }
      } finally {
        // Closes the codec of an unfinished task.
        steps.return(undefined as never);
      }
    } catch (error) {
      // After a trap the state of the codec is undefined.
      if (asForesayError(error).code === 'ENGINE') this.#coder = undefined;
      throw error;
    } finally {
      this.#dropLater();
    }
  }

  /** The coder, made anew where its memory, which only grows, is large and more than twice what the task needs. */
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
