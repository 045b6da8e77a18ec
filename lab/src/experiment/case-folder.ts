/** The folder of a case: its identity and theory's figure while it runs, its curve as JSON lines and event files, its result at the end. */
import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeTextAtomic } from '../data/atomic-file.js';
import { readJson } from '../data/json-file.js';
import { EventWriter } from '../events/event-writer.js';
import type { CurvePoint } from './experiment.js';
import { CASE_RESULT, type CaseResult, sameIdentity } from './results.js';

export class CaseFolder {
  readonly path: string;
  /** Where the measure leaves what an interrupted run needs. */
  readonly checkpoint: string;
  readonly #identity: Record<string, unknown>;
  readonly #points: CurvePoint[] = [];
  #events: EventWriter | undefined;

  constructor(path: string, identity: Record<string, unknown>) {
    this.path = path;
    this.checkpoint = join(path, 'checkpoint');
    this.#identity = identity;
  }

  /** The result, if the case is finished. */
  result(): CaseResult | undefined {
    const path = join(this.path, 'result.json');
    if (!existsSync(path)) return undefined;
    const result = readJson(path, CASE_RESULT);
    return sameIdentity(result.identity, this.#identity) ? result : undefined;
  }

  /** Prepares the folder for a run. What another identity has left is removed; a checkpoint of the same one stays. */
  open(): void {
    const path = join(this.path, 'settings.json');
    if (!existsSync(path) || !sameIdentity(readJson(path, v.unknown()), this.#identity)) {
      rmSync(this.path, { recursive: true, force: true });
      mkdirSync(this.path, { recursive: true });
      writeTextAtomic(path, `${JSON.stringify(this.#identity, null, 2)}\n`);
    }
    writeFileSync(this.#metrics, '');
    this.#events = new EventWriter(this.path);
  }

  /** Stores what theory says, for those who look at the curve while it grows. */
  setTheory(theory: NonNullable<CaseResult['theory']>): void {
    writeTextAtomic(join(this.path, 'theory.json'), `${JSON.stringify(theory)}\n`);
  }

  get curve(): readonly CurvePoint[] {
    return this.#points;
  }

  /** Appends a point to the curve; see CaseContext.report. */
  report(point: CurvePoint): void {
    const keep = this.#points.findIndex(({ symbols }) => symbols >= point.symbols);
    if (keep >= 0) {
      this.#points.length = keep;
      writeFileSync(this.#metrics, this.#points.map(line).join(''));
    }
    this.#points.push(point);
    appendFileSync(this.#metrics, line(point));
    this.#events?.scalar('bits/training', point.symbols, point.bits);
    if (point.validation !== undefined)
      this.#events?.scalar('bits/validation', point.symbols, point.validation);
  }

  close(): void {
    this.#events?.close();
    this.#events = undefined;
  }

  /** Stores the result; the checkpoint has served. */
  finish(result: CaseResult): void {
    writeTextAtomic(join(this.path, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
    rmSync(this.checkpoint, { force: true });
  }

  get #metrics(): string {
    return join(this.path, 'metrics.jsonl');
  }
}

function line(point: CurvePoint): string {
  return `${JSON.stringify(point)}\n`;
}
