/** A table that its reader sorts. */
import type { Column, Value } from '../../src/serve/api.js';
import { element } from './dom.js';
import { compare } from './run-rows.js';
import { valueText } from './words.js';

/** Rows that are shown at once; a button shows the others. */
const SHOWN = 500;

/** Letters of a cell that may be cut off, and is shown whole when it is pointed at. */
const WIDE = 40;

export class SortableTable {
  readonly element = element('div', { class: 'sortable' });
  readonly #head = element('tr');
  readonly #body = element('tbody');
  readonly #more = element('button', { type: 'button', click: () => this.#showMore() });
  #columns: readonly Column[] = [];
  #rows: readonly (readonly Value[])[] = [];
  #shown = SHOWN;
  #sorted: { readonly name: string; readonly descending: boolean } | undefined;

  /** @param label For a screen reader. */
  constructor(label: string) {
    const table = element('table', {}, element('thead', {}, this.#head), this.#body);
    // A region that scrolls is reached by Tab, so that keys can scroll it.
    const wide = element(
      'div',
      { class: 'wide', role: 'region', 'aria-label': label, tabindex: 0 },
      table,
    );
    this.element.append(wide, this.#more);
  }

  /** The order stays, if the column is still there. */
  show(columns: readonly Column[], rows: readonly (readonly Value[])[]): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#draw();
  }

  #showMore(): void {
    this.#shown = Number.POSITIVE_INFINITY;
    this.#draw();
  }

  #sort(name: string): void {
    const again = this.#sorted?.name === name;
    this.#sorted = { name, descending: again && !this.#sorted?.descending };
    this.#draw();
  }

  #draw(): void {
    const focused = [...this.#head.querySelectorAll('button')].indexOf(
      document.activeElement as HTMLButtonElement,
    );
    this.#head.replaceChildren(...this.#columns.map((column) => this.#headCell(column)));
    this.#head.querySelectorAll('button')[focused]?.focus();
    this.#body.replaceChildren(
      ...this.#ordered()
        .slice(0, this.#shown)
        .map((row) => element('tr', {}, ...row.map((value, i) => this.#cell(value, i)))),
    );
    this.#more.hidden = this.#rows.length <= this.#shown;
    this.#more.textContent = `Show all ${this.#rows.length} rows`;
  }

  #ordered(): readonly (readonly Value[])[] {
    const { name, descending = false } = this.#sorted ?? {};
    const by = this.#columns.findIndex((column) => column.name === name);
    if (by < 0) return this.#rows;
    return [...this.#rows].sort((a, b) => compare(a[by], b[by], descending));
  }

  #headCell({ name, numeric }: Column): HTMLElement {
    const sorted = this.#sorted?.name === name;
    const direction = this.#sorted?.descending ? 'descending' : 'ascending';
    return element(
      'th',
      {
        scope: 'col',
        class: numeric ? 'number' : undefined,
        'aria-sort': sorted ? direction : 'none',
      },
      element('button', { type: 'button', click: () => this.#sort(name) }, name),
    );
  }

  #cell(value: Value, i: number): HTMLElement {
    const text = valueText(value);
    const attributes = {
      class: this.#columns[i]?.numeric ? 'number' : undefined,
      title: text.length > WIDE ? text : undefined,
    };
    return element('td', attributes, text);
  }
}
