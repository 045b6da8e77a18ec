/** The list of runs: a tree of groups and runs that is filtered, sorted, and used by keys as by clicks. */
import type { Choice } from './choice.js';
import { byId, element } from './dom.js';
import type { Entries } from './entries.js';
import { moved } from './moved.js';
import { rowContent, rowLabel } from './run-row.js';
import { type Order, type Row, rowsOf, type SortKey } from './run-rows.js';

const HEADS: readonly (readonly [key: SortKey, text: string, about: string])[] = [
  ['name', 'Run', 'name of the folder'],
  ['bits', 'Bits', 'bits a symbol: of validation where there is one'],
  ['gap', 'Gap', 'bits a symbol above the entropy rate'],
  ['changed', 'Age', 'time since the last change'],
];

/** Milliseconds between two drawings without other cause: ages grow. */
const AGES = 30_000;

export class RunList {
  readonly #entries: Entries;
  readonly #choice: Choice;
  readonly #open = new Set<string>();
  readonly #unseen: Set<string>;
  /** Elements by key, and the content that they show. */
  readonly #elements = new Map<string, HTMLElement>();
  readonly #shown = new Map<string, string>();
  #rows: Row[] = [];
  #order: Order = { key: 'changed', descending: true };
  /** Key of the row that Tab reaches. */
  #current: string | undefined;
  readonly #filter: HTMLInputElement;
  readonly #heads = element('div', { role: 'row', class: 'heads' });
  readonly #body = element('div', { role: 'rowgroup', class: 'rows' });
  readonly #message = element('p', { class: 'message' });

  constructor(entries: Entries, choice: Choice) {
    this.#entries = entries;
    this.#choice = choice;
    this.#unseen = new Set(choice.runs);
    this.#filter = element('input', {
      type: 'search',
      placeholder: 'Filter by name, model or state',
      'aria-label': 'Filter runs by name, model or state',
      input: () => this.draw(),
    });
    const tree = element(
      'div',
      {
        role: 'treegrid',
        'aria-label': 'Runs; Enter shows the curve',
        'aria-multiselectable': 'true',
        keydown: (event: KeyboardEvent) => this.#key(event),
        click: (event: MouseEvent) => this.#click(event),
      },
      this.#heads,
      this.#body,
    );
    byId('list').append(this.#filter, tree, this.#message);
    entries.changed.listen(() => this.draw());
    choice.runsChanged.listen(() => this.draw());
    setInterval(() => this.draw(), AGES);
    this.#drawHeads();
  }

  draw(): void {
    const { runs, problem } = this.#entries;
    this.#openChosen();
    const options = { filter: this.#filter.value, order: this.#order, open: this.#open };
    this.#rows = rowsOf(runs, options);
    const keys = this.#rows.map(keyOf);
    if (this.#current === undefined || !keys.includes(this.#current)) this.#current = keys[0];
    for (const [i, row] of this.#rows.entries()) this.#drawRow(keys[i] as string, row);
    this.#place(keys);
    const none = runs.length === 0 ? this.#emptyText() : 'No run matches the filter.';
    this.#message.textContent = problem ?? (keys.length === 0 ? none : '');
  }

  /** The groups of runs that the address names, when they are first seen. */
  #openChosen(): void {
    for (const path of this.#unseen) {
      const run = this.#entries.run(path);
      if (run === undefined) continue;
      this.#unseen.delete(path);
      if (run.group !== undefined) this.#open.add(run.group);
    }
  }

  #emptyText(): string {
    return `There are no runs in ${this.#entries.folder} yet. foresay-lab train and foresay-lab run make some; they appear here by themselves.`;
  }

  #drawHeads(): void {
    const { key: sorted, descending } = this.#order;
    this.#heads.replaceChildren(
      ...HEADS.map(([key, text, about]) =>
        element(
          'div',
          {
            role: 'columnheader',
            class: key,
            'aria-sort': key === sorted ? (descending ? 'descending' : 'ascending') : 'none',
          },
          element('button', { type: 'button', title: about, click: () => this.#sort(key) }, text),
        ),
      ),
    );
  }

  /** The same key again turns the order round. Figures begin with the lowest, ages with the youngest. */
  #sort(key: SortKey): void {
    const { key: sorted, descending } = this.#order;
    this.#order = { key, descending: key === sorted ? !descending : key === 'changed' };
    const position = HEADS.findIndex(([one]) => one === key);
    this.#drawHeads();
    this.#heads.querySelectorAll('button')[position]?.focus();
    this.draw();
  }

  #drawRow(key: string, row: Row): void {
    const color = row.type === 'run' ? this.#choice.colorOf(row.run.path) : undefined;
    const content = rowContent(row, color, Date.now());
    let shown = this.#elements.get(key);
    if (shown === undefined) {
      shown = element('div', { role: 'row', class: row.type, 'data-key': key });
      this.#elements.set(key, shown);
    }
    const attributes: Record<string, string> = {
      'aria-level': String(row.type === 'run' ? row.level : 1),
      'aria-label': rowLabel(row, Date.now()),
      tabindex: key === this.#current ? '0' : '-1',
      ...(row.type === 'run'
        ? { 'aria-selected': String(color !== undefined), 'data-state': row.run.state }
        : { 'aria-expanded': String(row.open) }),
    };
    for (const [name, value] of Object.entries(attributes))
      if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
    const signature = content.map(({ outerHTML }) => outerHTML).join('');
    if (this.#shown.get(key) === signature) return;
    this.#shown.set(key, signature);
    shown.replaceChildren(...content);
  }

  /** Puts the rows into their order. Those that stay are not moved, so that the focus stays where it is. */
  #place(keys: readonly string[]): void {
    const wanted = new Set(keys);
    for (const [key, shown] of this.#elements)
      if (!wanted.has(key)) {
        shown.remove();
        this.#elements.delete(key);
        this.#shown.delete(key);
      }
    const focused = document.activeElement;
    let next = this.#body.firstElementChild;
    for (const key of keys) {
      const shown = this.#elements.get(key) as HTMLElement;
      if (shown === next) next = next.nextElementSibling;
      else this.#body.insertBefore(shown, next);
    }
    if (focused instanceof HTMLElement && this.#body.contains(focused)) focused.focus();
  }

  #click(event: MouseEvent): void {
    const key = (event.target as Element).closest<HTMLElement>('[data-key]')?.dataset['key'];
    const row = this.#rows.find((one) => keyOf(one) === key);
    if (row === undefined) return;
    this.#focus(row);
    this.#use(row);
  }

  #key(event: KeyboardEvent): void {
    const at = this.#rows.findIndex((row) => keyOf(row) === this.#current);
    const row = this.#rows[at];
    const inRow = (event.target as Element).closest('[data-key]') !== null;
    if (row === undefined || !inRow || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') this.#use(row);
    else if (event.key === 'ArrowRight' && row.type === 'group' && !row.open) this.#use(row);
    else if (event.key === 'ArrowLeft' && row.type === 'group' && row.open) this.#use(row);
    else {
      const next = this.#rows[moved(this.#rows, at, event.key)];
      if (next === undefined) return;
      this.#focus(next);
    }
    event.preventDefault();
  }

  /** Shows the curve of a run or hides it; opens a group, with its table and report, or closes it. */
  #use(row: Row): void {
    if (row.type === 'run') {
      if (!this.#choice.toggle(row.run.path))
        this.#message.textContent = 'No more curves fit: remove one first.';
      return;
    }
    if (row.open) this.#open.delete(row.path);
    else {
      this.#open.add(row.path);
      const inGroup = (name: string) => (row.path === '.' ? name : `${row.path}/${name}`);
      this.#choice.change({ table: inGroup('results.jsonl'), report: inGroup('report.html') });
    }
    this.draw();
  }

  #focus(row: Row): void {
    const before = this.#elements.get(this.#current ?? '');
    before?.setAttribute('tabindex', '-1');
    this.#current = keyOf(row);
    const shown = this.#elements.get(this.#current);
    shown?.setAttribute('tabindex', '0');
    shown?.focus();
  }
}

function keyOf(row: Row): string {
  return row.type === 'group' ? `group ${row.path}` : row.run.path;
}
