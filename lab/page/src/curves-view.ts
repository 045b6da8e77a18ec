/** The curves of the chosen runs, live. */
import type { Curve } from '../../src/serve/api.js';
import type { Choice, View } from './choice.js';
import { curvePlot, type PlottedRun } from './curve-plot.js';
import { element } from './dom.js';
import type { Entries } from './entries.js';
import { latest } from './latest.js';
import { fetchCurve } from './server.js';
import { swatch } from './swatch.js';
import { bitsOrNothing } from './words.js';

const SWITCHES = [
  ['logX', 'log x', 'logarithmic axis of symbols'],
  ['logY', 'log y', 'logarithmic axis of bits'],
  ['gap', 'above entropy', 'bits a symbol above the entropy rate of the source'],
] as const satisfies readonly (readonly [key: keyof View, text: string, about: string])[];

/** Pixels. A chart has 0.6 of the window's height, within these. */
const MIN_HEIGHT = 300;
const MAX_HEIGHT = 640;

export class CurvesView {
  readonly element = element('div', { class: 'curves-view' });
  readonly #entries: Entries;
  readonly #choice: Choice;
  readonly #switches: readonly HTMLButtonElement[];
  readonly #legend = element('ul', { class: 'legend', 'aria-label': 'Runs of the curves' });
  readonly #chart = element('div', { class: 'chart' });
  readonly #caption = element(
    'p',
    { class: 'caption' },
    'Thick: validation, or training where there is none. Thin and pale: training.',
  );
  readonly #message = element('p', { class: 'message' });
  /** By the path of the run; those of stale paths are fetched again. */
  readonly #curves = new Map<string, Curve>();
  readonly #stale = new Set<string>();
  readonly #errors = new Map<string, string>();
  /** Where the pointer is over the chart. */
  #pointer: PointerEvent | undefined;
  readonly #load = latest(() => this.#fetch());

  constructor(entries: Entries, choice: Choice) {
    this.#entries = entries;
    this.#choice = choice;
    this.#switches = SWITCHES.map(([key, text, about]) =>
      element(
        'button',
        { type: 'button', title: about, click: () => choice.change({ [key]: !choice.view[key] }) },
        text,
      ),
    );
    const clear = element(
      'button',
      { type: 'button', class: 'clear', click: () => choice.clear() },
      'clear',
    );
    const controls = element('div', { class: 'controls' }, ...this.#switches, clear);
    this.element.append(controls, this.#legend, this.#chart, this.#caption, this.#message);
    entries.changed.listen((paths) => {
      for (const path of paths) this.#stale.add(path);
      if (choice.runs.some((path) => paths.has(path))) this.#update();
    });
    choice.runsChanged.listen(() => this.#update());
    let { logX } = choice.view;
    choice.viewChanged.listen(() => {
      // The server keeps other points for the other scale.
      if (choice.view.logX !== logX) for (const path of choice.runs) this.#stale.add(path);
      logX = choice.view.logX;
      this.#update();
    });
    this.#chart.addEventListener('pointermove', (event) => {
      this.#pointer = event;
    });
    this.#chart.addEventListener('pointerleave', () => {
      this.#pointer = undefined;
    });
    new ResizeObserver(() => this.#draw()).observe(this.#chart);
    this.#update();
  }

  #update(): void {
    for (const [i, [key]] of SWITCHES.entries())
      this.#switches[i]?.setAttribute('aria-pressed', String(this.#choice.view[key]));
    this.#drawLegend();
    this.#draw();
    this.#load();
  }

  async #fetch(): Promise<void> {
    const { runs, view } = this.#choice;
    const wanted = runs.filter(
      (path) =>
        this.#entries.run(path) !== undefined && (this.#stale.has(path) || !this.#curves.has(path)),
    );
    for (const path of this.#curves.keys()) if (!runs.includes(path)) this.#curves.delete(path);
    await Promise.all(
      wanted.map(async (path) => {
        this.#stale.delete(path);
        try {
          this.#curves.set(path, await fetchCurve(path, view.logX ? 'log' : 'linear'));
          this.#errors.delete(path);
        } catch (error) {
          this.#errors.set(path, (error as Error).message);
        }
      }),
    );
    if (wanted.length > 0) this.#draw();
  }

  #drawLegend(): void {
    const { runs } = this.#choice;
    const focused = this.#legend.contains(document.activeElement);
    this.#legend.replaceChildren(
      ...runs.map((path) => {
        const run = this.#entries.run(path);
        const remove = element(
          'button',
          {
            type: 'button',
            'aria-label': `Remove ${path}`,
            title: 'Remove',
            click: () => this.#choice.toggle(path),
          },
          '×',
        );
        const name = element('span', { class: 'title', title: path }, path);
        const bits = element('span', { class: 'quiet' }, bitsOrNothing(run?.bits));
        return element('li', {}, swatch(this.#choice.colorOf(path)), name, bits, remove);
      }),
    );
    if (focused) this.#legend.querySelector('button')?.focus();
  }

  #draw(): void {
    const { runs, view } = this.#choice;
    const plotted = runs.flatMap((path): PlottedRun[] => {
      const curve = this.#curves.get(path);
      const color = this.#choice.colorOf(path);
      if (curve === undefined || color === undefined) return [];
      const entropy = this.#entries.run(path)?.entropy;
      return [{ name: path, color, points: curve.points, entropy }];
    });
    const width = this.#chart.clientWidth;
    // A tab that is not shown has no width.
    if (width === 0) return;
    const height = Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, innerHeight * 0.6));
    const { logX, logY, gap } = view;
    const plot = curvePlot(plotted, { logX, logY, gap, width, height });
    this.#chart.replaceChildren(...(plot === undefined ? [] : [plot]));
    // What is pointed at is pointed at in the new picture too.
    if (this.#pointer) plot?.dispatchEvent(new PointerEvent('pointermove', this.#pointer));
    this.#caption.hidden = plot === undefined;
    this.#message.textContent = this.#messageText(plotted.length, plot !== undefined);
  }

  #messageText(loaded: number, drawn: boolean): string {
    const { runs, view } = this.#choice;
    if (runs.length === 0) return 'Choose runs in the list to see their curves.';
    const errors = runs.flatMap((path) => {
      const error = this.#errors.get(path);
      const damaged = this.#curves.get(path)?.damaged ?? 0;
      if (error !== undefined) return [`${path}: ${error}.`];
      if (damaged === 0) return [];
      const lines = damaged === 1 ? '1 line' : `${damaged} lines`;
      return [
        `${path}: ${lines} of metrics.jsonl ${damaged === 1 ? 'is no report' : 'are no reports'}.`,
      ];
    });
    const gone = runs.filter((path) => this.#entries.run(path) === undefined);
    if (this.#entries.folder !== '')
      errors.push(...gone.map((path) => `${path}: there is no such run.`));
    if (!drawn && loaded > 0)
      errors.push(
        view.gap
          ? 'No entropy rate is known, or no bits are above it.'
          : 'There are no reports yet.',
      );
    return errors.join(' ');
  }
}
