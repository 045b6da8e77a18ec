/** One sweep a folder: a file that names the process which writes there. */
import { closeSync, mkdirSync, openSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { readJson } from '../data/json-file.js';
import { LabError } from '../errors.js';
import { isAlive } from './task-folder.js';

const OWNER = v.object({ host: v.string(), pid: v.number() });

/** Milliseconds from one sign of life to the next, and without one until a lock of another machine counts no more. */
const SIGN = 10_000;
const SILENCE = 60_000;

/**
 * Holds the lock of a folder. A lock whose process is gone is taken over: of this machine at once, of another one when it gave
 * no sign of life for a minute. Two sweeps that take over at the same moment do each other no harm; see TaskFolder.
 */
export class FolderLock {
  readonly #path: string;
  readonly #timer: NodeJS.Timeout;

  /** Makes the folder if there is none. Throws LabError that names the process which holds the lock. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, 'lock');
    if (!this.#create()) {
      const owner = this.#owner();
      if (owner !== undefined)
        throw new LabError(`${folder} is in use by process ${owner.pid} on ${owner.host}`);
      rmSync(this.#path, { force: true });
      if (!this.#create()) throw new LabError(`${folder} is in use by another process`);
    }
    this.#timer = setInterval(() => this.#sign(), SIGN);
    this.#timer.unref();
  }

  release(): void {
    clearInterval(this.#timer);
    rmSync(this.#path, { force: true });
  }

  #create(): boolean {
    try {
      const file = openSync(this.#path, 'wx');
      writeSync(file, JSON.stringify({ host: hostname(), pid: process.pid }));
      closeSync(file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** The process that holds the lock, if it may be alive. */
  #owner(): v.InferOutput<typeof OWNER> | undefined {
    const age = Date.now() - (statSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    try {
      const owner = readJson(this.#path, OWNER);
      const alive = owner.host === hostname() ? isAlive(owner.pid) : age < SILENCE;
      return alive ? owner : undefined;
    } catch {
      // Its process has not written it yet, or was killed before it did.
      return age < SILENCE ? { host: 'this or another machine', pid: 0 } : undefined;
    }
  }

  #sign(): void {
    try {
      const now = new Date();
      utimesSync(this.#path, now, now);
    } catch {
      // The folder was removed; the sweep's next write says so.
    }
  }
}
