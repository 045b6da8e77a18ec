/** What the server answers: one function a kind of address. */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Curve, CurveScale, Entry, ResultsTable, RunDetails } from './api.js';
import { CurveFile } from './curve-file.js';
import { resultsTable } from './results-table.js';
import { CURVE, runFacts } from './run-files.js';
import type { RunIndex } from './run-index.js';
import { thinned } from './thin.js';

/** Curves that are kept in memory, 3 MB for 10^5 reports. */
const MAX_CURVES = 32;

/** The address names nothing that the folder has. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

export class Answers {
  readonly #index: RunIndex;
  /** By the folder of the run, the last used one last. */
  readonly #curves = new Map<string, CurveFile>();

  constructor(index: RunIndex) {
    this.#index = index;
  }

  async curve(path: string, scale: CurveScale): Promise<Curve> {
    const folder = await this.#place(path, 'run');
    const curve = this.#curves.get(folder) ?? new CurveFile(join(folder, CURVE));
    this.#curves.delete(folder);
    this.#curves.set(folder, curve);
    for (const oldest of this.#curves.keys())
      if (this.#curves.size > MAX_CURVES) this.#curves.delete(oldest);
    await curve.refresh();
    const { symbols, damaged } = curve;
    return { points: thinned(curve, scale), reports: symbols.length, damaged };
  }

  async details(path: string): Promise<RunDetails> {
    const folder = await this.#place(path, 'run');
    return runFacts(folder, new Set(await readdir(folder))).details;
  }

  async table(path: string): Promise<ResultsTable> {
    return resultsTable(await this.#place(path, 'table'));
  }

  async report(path: string): Promise<Buffer> {
    return readFile(await this.#place(path, 'report'));
  }

  /**
   * The place of an entry on the disk. Only what a look has found has one, so no path leads out of the folder; and what has
   * become a link since is refused.
   */
  async #place(path: string, type: Entry['type']): Promise<string> {
    // It may be new, or the first request.
    if (this.#index.find(path) === undefined) await this.#index.refresh();
    const found = this.#index.find(path);
    if (found?.entry.type !== type) throw new NotFound(`there is no ${type} '${path}'`);
    const place = await realpath(join(this.#index.root, found.place));
    if (place !== join(await realpath(this.#index.root), found.place))
      throw new NotFound(`'${path}' is a link`);
    return place;
  }
}
