/** The chosen runs side by side: what they reached, and the settings in which they differ. */

import { countText } from '../../src/experiment/words.js';
import type { RunDetails, RunEntry, Value } from '../../src/serve/api.js';
import type { Choice } from './choice.js';
import { element } from './dom.js';
import type { Entries } from './entries.js';
import { latest } from './latest.js';
import { fetchDetails } from './server.js';
import { swatch } from './swatch.js';
import { ageText, bitsOrNothing, gapOf, valueText } from './words.js';

const FIGURES: readonly (readonly [name: string, text: (run: RunEntry, now: number) => string])[] =
  [
    ['state', ({ state }) => state],
    ['model', ({ model = '' }) => model],
    ['bits a symbol', ({ bits }) => bitsOrNothing(bits)],
    ['measured as', ({ measured = '' }) => measured],
    ['entropy rate', ({ entropy }) => bitsOrNothing(entropy)],
    ['gap', (run) => bitsOrNothing(gapOf(run))],
    [
      'symbols learned or coded',
      ({ symbols }) => (symbols === undefined ? '' : countText(symbols)),
    ],
    ['last change', ({ changed }, now) => ageText(now - changed)],
  ];

export class CompareView {
  readonly element = element('div', { class: 'compare-view' });
  readonly #entries: Entries;
  readonly #choice: Choice;
  readonly #details = new Map<string, RunDetails>();
  readonly #all = element('input', { type: 'checkbox', change: () => this.#draw() });
  readonly #table = element('table');
  readonly #commands = element('div', { class: 'commands' });
  readonly #message = element('p', { class: 'message' });
  readonly #load = latest(() => this.#fetch());

  constructor(entries: Entries, choice: Choice) {
    this.#entries = entries;
    this.#choice = choice;
    const label = element('label', {}, this.#all, 'all settings, also those that are equal');
    const wide = element(
      'div',
      { class: 'wide', role: 'region', 'aria-label': 'Comparison', tabindex: 0 },
      this.#table,
    );
    this.element.append(
      element('div', { class: 'controls' }, label),
      wide,
      this.#commands,
      this.#message,
    );
    entries.changed.listen((paths) => {
      for (const path of paths) this.#details.delete(path);
      this.#update();
    });
    choice.runsChanged.listen(() => this.#update());
    choice.viewChanged.listen(() => this.#update());
    this.#update();
  }

  #update(): void {
    if (this.#choice.view.tab !== 'compare') return;
    this.#draw();
    this.#load();
  }

  async #fetch(): Promise<void> {
    const wanted = this.#choice.runs.filter(
      (path) => !this.#details.has(path) && this.#entries.run(path) !== undefined,
    );
    await Promise.all(
      wanted.map(async (path) => {
        // A run that has disappeared since has no settings.
        const none: RunDetails = { settings: {} };
        this.#details.set(path, await fetchDetails(path).catch(() => none));
      }),
    );
    if (wanted.length > 0) this.#draw();
  }

  #draw(): void {
    const runs = this.#choice.runs.flatMap((path) => this.#entries.run(path) ?? []);
    this.#message.textContent = runs.length === 0 ? 'Choose runs in the list to compare them.' : '';
    const now = Date.now();
    this.#table.replaceChildren(
      ...(runs.length === 0
        ? []
        : [
            element('thead', {}, this.#headRow(runs)),
            element(
              'tbody',
              {},
              ...FIGURES.map(([name, text]) =>
                rowOf(
                  name,
                  runs.map((run) => text(run, now)),
                ),
              ),
            ),
            element('tbody', { class: 'settings' }, ...this.#settingRows(runs)),
          ]),
    );
    this.#commands.replaceChildren(...this.#commandLines(runs));
  }

  #headRow(runs: readonly RunEntry[]): HTMLElement {
    return element(
      'tr',
      {},
      element('td'),
      ...runs.map(({ path }) =>
        element('th', { scope: 'col' }, swatch(this.#choice.colorOf(path)), path),
      ),
    );
  }

  #settingRows(runs: readonly RunEntry[]): HTMLElement[] {
    const settings = runs.map(({ path }) => this.#details.get(path)?.settings ?? {});
    const names = [...new Set(settings.flatMap(Object.keys))];
    return names.flatMap((name) => {
      const values = settings.map((one): Value => one[name] ?? null);
      const equal = values.every((value) => value === values[0]);
      // One run alone has nothing to differ from.
      if (equal && runs.length > 1 && !this.#all.checked) return [];
      return [
        rowOf(
          name,
          values.map((value) => (value === null ? '–' : valueText(value))),
        ),
      ];
    });
  }

  #commandLines(runs: readonly RunEntry[]): HTMLElement[] {
    return runs.flatMap(({ path }) => {
      const { command } = this.#details.get(path) ?? {};
      if (command === undefined) return [];
      return [
        element(
          'details',
          {},
          element('summary', {}, `Command of ${path}`),
          element('pre', {}, command),
        ),
      ];
    });
  }
}

function rowOf(name: string, texts: readonly string[]): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    ...texts.map((text) => element('td', {}, text)),
  );
}
