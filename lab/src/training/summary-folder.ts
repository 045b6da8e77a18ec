/**
 * The folder of a training run: `config.json`, `metrics.jsonl` (a line a report) and the same as an event file of TensorBoard,
 * `checkpoint` (the last state), `model` (the lowest validation; without validation the last state) and, when training has
 * ended, `result.json`.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { writeTextAtomic } from '../data/atomic-file.js';
import { readJson } from '../data/json-file.js';
import { EventWriter } from '../events/event-writer.js';
import type { TrainingResult, TrainingStart } from './hooks.js';
import type { CurvePoint } from './progress.js';
import { type SavedModel, writeModel } from './saved-model.js';

const CONFIG = v.looseObject({
  /** As given on the command line, by name. */
  options: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
});

/** How the names of TensorBoard's files begin. */
const EVENT_FILE = 'events.out.tfevents.';

export class SummaryFolder {
  readonly path: string;
  #events: EventWriter | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get checkpointPath(): string {
    return join(this.path, 'checkpoint');
  }

  get modelPath(): string {
    return join(this.path, 'model');
  }

  get #resultPath(): string {
    return join(this.path, 'result.json');
  }

  get #configPath(): string {
    return join(this.path, 'config.json');
  }

  get #metricsPath(): string {
    return join(this.path, 'metrics.jsonl');
  }

  /** Its files besides the checkpoint, which may be elsewhere. */
  get files(): readonly string[] {
    return [this.#configPath, this.#metricsPath, this.modelPath, this.#resultPath];
  }

  /** Whether the folder holds a run. */
  get used(): boolean {
    return existsSync(this.#configPath);
  }

  /** The options of the run that it holds. Throws LabError for a damaged config.json. */
  options(): Readonly<Record<string, string | number | boolean>> {
    return readJson(this.#configPath, CONFIG).options;
  }

  /**
   * Makes the folder and writes what is known before the first batch. Reports that a killed run wrote after its last
   * checkpoint are not in the curve: they come again.
   *
   * @param start Of a new run: files of a run before are removed.
   */
  start(
    config: object,
    { step, curve }: Pick<TrainingStart, 'step' | 'curve'>,
    checkpointPath: string,
  ): void {
    mkdirSync(this.path, { recursive: true });
    mkdirSync(dirname(checkpointPath), { recursive: true });
    if (step === 0)
      for (const stale of [checkpointPath, this.modelPath, ...this.#eventPaths()])
        rmSync(stale, { force: true });
    rmSync(this.#resultPath, { force: true });
    writeTextAtomic(this.#configPath, `${JSON.stringify(config, null, 2)}\n`);
    writeTextAtomic(this.#metricsPath, curve.map(lineOf).join(''));
    this.#events = new EventWriter(this.path);
  }

  report(point: CurvePoint): void {
    appendFileSync(this.#metricsPath, lineOf(point));
    const { step, train, validation, rate } = point;
    this.#events?.scalar('bits/training', step, train);
    if (validation !== undefined) this.#events?.scalar('bits/validation', step, validation);
    this.#events?.scalar('rate', step, rate);
  }

  model(model: SavedModel): void {
    writeModel(this.modelPath, model);
  }

  /** Why training ended, and where. A run without it is running, or was killed. */
  finish({ stopped, step, symbols, seconds, bestValidationBits }: TrainingResult): void {
    const result = { stopped, step, symbols, seconds, bestValidationBits };
    writeTextAtomic(this.#resultPath, `${JSON.stringify(result, null, 2)}\n`);
  }

  /** No report may follow. */
  close(): void {
    this.#events?.close();
    this.#events = undefined;
  }

  #eventPaths(): string[] {
    return readdirSync(this.path)
      .filter((name) => name.startsWith(EVENT_FILE))
      .map((name) => join(this.path, name));
  }
}

function lineOf(point: CurvePoint): string {
  return `${JSON.stringify(point)}\n`;
}
