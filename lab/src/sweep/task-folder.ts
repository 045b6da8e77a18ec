/**
 * Where the result of a task is: `tasks/IDENTITY` of the results folder, with the task's files and `result.json`.
 *
 * Any number of processes may do the same task at once. Each works in a folder of its own, `work-HOST-PID-RANDOM`, and
 * begins with a copy of the newest work that another one has left. Checkpoints are replaced as a whole and have a check, so
 * a copy of a folder that is in use is a good one too. The finished files are renamed into place, `result.json` last.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeTextAtomic } from '../data/atomic-file.js';
import { readJson } from '../data/json-file.js';

export const RESULT = v.object({
  identity: v.string(),
  options: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  figures: v.record(v.string(), v.union([v.number(), v.string()])),
  seconds: v.number(),
  machine: v.string(),
  version: v.string(),
  /** ISO 8601. */
  finished: v.string(),
});

export const FAILURE = v.object({
  message: v.string(),
  /** Whether another try would fail as well, such as training that diverged. */
  final: v.boolean(),
});

export type TaskResult = v.InferOutput<typeof RESULT>;
export type Failure = v.InferOutput<typeof FAILURE>;

const RESULT_FILE = 'result.json';
const FAILURE_FILE = 'failure.json';
const WORK = 'work-';
/** Ends the name of a work folder that is not whole yet. */
const PART = '.part';

export class TaskFolder {
  readonly path: string;

  /** @param results The folder of all results. */
  constructor(results: string, identity: string) {
    this.path = join(results, 'tasks', identity);
  }

  /** The result, if the task is finished. Throws LabError for a damaged file. */
  result(): TaskResult | undefined {
    const path = join(this.path, RESULT_FILE);
    return existsSync(path) ? readJson(path, RESULT) : undefined;
  }

  /** Why the last try failed, unless the task is finished. */
  failure(): Failure | undefined {
    const path = join(this.path, FAILURE_FILE);
    return existsSync(path) && this.result() === undefined ? readJson(path, FAILURE) : undefined;
  }

  /** Names of the result's files, `result.json` left out. */
  files(): string[] {
    return readdirSync(this.path).filter(
      (name) => ![RESULT_FILE, FAILURE_FILE].includes(name) && !name.startsWith(WORK),
    );
  }

  /** Makes a folder to work in. @returns Its path. */
  open(): string {
    const unique = `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;
    const work = join(this.path, `${WORK}${unique}`);
    const others = this.#works();
    const [newest] = others.filter(({ used }) => used).sort((a, b) => b.changed - a.changed);
    mkdirSync(this.path, { recursive: true });
    // Renamed when it is whole: another process may copy it at any time.
    const part = `${work}${PART}`;
    copyOrMake(newest?.path, part);
    renameSync(part, work);
    for (const { name, path } of others) if (isAbandoned(name)) rmSync(path, REMOVE);
    return work;
  }

  /** Renames the files of `work` into place and stores the result. What other processes do on the task is removed. */
  finish(work: string, result: TaskResult): void {
    for (const name of readdirSync(work)) {
      const target = join(this.path, name);
      if (statSync(join(work, name)).isDirectory()) rmSync(target, REMOVE);
      renameSync(join(work, name), target);
    }
    writeTextAtomic(join(this.path, RESULT_FILE), `${JSON.stringify(result, null, 2)}\n`);
    this.forgetFailure();
    for (const { path } of this.#works()) rmSync(path, REMOVE);
  }

  /** A new try begins. */
  forgetFailure(): void {
    rmSync(join(this.path, FAILURE_FILE), { force: true });
  }

  fail(failure: Failure): void {
    mkdirSync(this.path, { recursive: true });
    writeTextAtomic(join(this.path, FAILURE_FILE), `${JSON.stringify(failure, null, 2)}\n`);
  }

  #works() {
    if (!existsSync(this.path)) return [];
    return readdirSync(this.path)
      .filter((name) => name.startsWith(WORK))
      .map((name) => {
        const path = join(this.path, name);
        const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
        const used = changed !== undefined && !name.endsWith(PART) && readdirSync(path).length > 0;
        return { name, path, changed: changed ?? 0, used };
      });
  }
}

const REMOVE = { recursive: true, force: true } as const;

/** Copies a folder. If there is none, or another process removes files of it meanwhile, the result is an empty one. */
function copyOrMake(from: string | undefined, to: string): void {
  try {
    if (from !== undefined) cpSync(from, to, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    rmSync(to, REMOVE);
  }
  mkdirSync(to, { recursive: true });
}

/** Whether the process of a work folder was one of this machine and is gone. */
function isAbandoned(name: string): boolean {
  const [, host, pid] = /^work-(.*)-(\d+)-[0-9a-f]+(\.part)?$/.exec(name) ?? [];
  return host === hostname() && pid !== undefined && !isAlive(Number(pid));
}

/** Whether a process of this machine exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
