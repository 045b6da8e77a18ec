/** The command in processes of its own, which may be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Random } from '../../src/random/random.js';
import { readModel } from '../../src/training/saved-model.js';

export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
export const TSX = import.meta.resolve('tsx');

export interface Ended {
  /** The exit status, or the signal. */
  readonly status: number | string;
  /** Standard error. */
  readonly err: string;
}

/** Runs in a folder. */
export class Processes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs a command line to its end. */
  run(line: string): Promise<Ended> {
    return ended(this.start(line));
  }

  /** Starts a command line. */
  start(line: string): ChildProcess {
    const words = ['--import', TSX, MAIN, ...line.split(' ')];
    return spawn(process.execPath, words, { cwd: this.#folder });
  }

  /** Runs a training; sends the signal when the summary folder `run` has so many reports, and so many milliseconds later. */
  async stopped(
    line: string,
    run: string,
    { reports, delay, signal }: { reports: number; delay: number; signal: NodeJS.Signals },
  ): Promise<Ended> {
    const child = this.start(line);
    const end = ended(child);
    while (child.exitCode === null && child.signalCode === null && this.reports(run) < reports)
      await sleep(2);
    await sleep(delay);
    child.kill(signal);
    return end;
  }

  /**
   * Kills a training again and again at random moments, each time resumed, until it is done.
   *
   * @param apart Mean number of reports from kill to kill.
   * @returns How often it was killed.
   */
  async killedAndResumed(
    first: string,
    run: string,
    random: Random,
    apart: number,
  ): Promise<number> {
    let line = first;
    let reports = 1;
    for (let kills = 0; ; kills++) {
      const { status, err } = await this.stopped(line, run, {
        reports,
        delay: random.below(10),
        signal: 'SIGKILL',
      });
      if (status === 0) return kills;
      if (status !== 'SIGKILL' || err !== '') throw new Error(`${status}: ${err}`);
      line = `train --summary_path ${run} --resume`;
      reports += Math.ceil(apart / 2) + random.below(apart);
    }
  }

  /** Number of reports in a summary folder. */
  reports(run: string): number {
    const path = join(this.#folder, run, 'metrics.jsonl');
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
  }

  /** All that a training leaves, without times. */
  results(run: string) {
    const path = (name: string) => join(this.#folder, run, name);
    const { training, bytes } = readModel(path('checkpoint'));
    return {
      parameters: Buffer.from(bytes).toString('base64'),
      best: Buffer.from(readModel(path('model')).bytes).toString('base64'),
      step: training?.progress.step,
      metrics: readFileSync(path('metrics.jsonl'), 'utf8').replace(/"seconds":[^,}]+/g, ''),
    };
  }

  /** Why a training ended; undefined if it was killed. */
  ended(run: string): string | undefined {
    const path = join(this.#folder, run, 'result.json');
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).stopped : undefined;
  }
}

/** How a process that is running ends. */
export function ended(child: ChildProcess): Promise<Ended> {
  let err = '';
  child.stderr?.on('data', (bytes) => {
    err += bytes;
  });
  child.stdout?.resume();
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ status: code ?? signal ?? '', err }));
  });
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
