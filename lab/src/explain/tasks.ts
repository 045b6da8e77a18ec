/** Tasks that share a limit of time: those for which none is left are skipped. */
import { availableParallelism } from 'node:os';

export class TimeLimit {
  readonly #begin = performance.now();
  /** Names of what was skipped. */
  readonly skipped: string[] = [];

  constructor(private readonly limit: number) {}

  /** Seconds since the beginning. */
  get seconds(): number {
    return (performance.now() - this.#begin) / 1000;
  }

  /** Whether a task may begin; notes the name of one that may not. */
  admits(name: string): boolean {
    if (this.seconds < this.limit) return true;
    this.skipped.push(name);
    return false;
  }
}

export interface Task<T> {
  readonly name: string;
  run(): Promise<T>;
}

/** Runs tasks, as many at a time as there are cores. Those that the limit does not admit give undefined. */
export async function runTasks<T>(
  tasks: readonly Task<T>[],
  limit: TimeLimit,
): Promise<(T | undefined)[]> {
  const results: (T | undefined)[] = tasks.map(() => undefined);
  const waiting = tasks.entries();
  const work = async () => {
    for (const [i, task] of waiting) if (limit.admits(task.name)) results[i] = await task.run();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
