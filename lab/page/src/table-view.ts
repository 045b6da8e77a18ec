/** A table of results: an experiment's cases, a sweep's tasks. */
import { countText } from '../../src/experiment/words.js';
import type { Choice } from './choice.js';
import { element } from './dom.js';
import type { Entries } from './entries.js';
import { FileSelect } from './file-select.js';
import { latest } from './latest.js';
import { fetchTable } from './server.js';
import { SortableTable } from './sortable-table.js';
import { valueText } from './words.js';

export class TableView {
  readonly element = element('div', { class: 'table-view' });
  readonly #entries: Entries;
  readonly #choice: Choice;
  readonly #select: FileSelect;
  readonly #table = new SortableTable('Results');
  readonly #equal = element('dl');
  readonly #equalPart = element(
    'details',
    {},
    element('summary', {}, 'Equal in all rows'),
    this.#equal,
  );
  readonly #message = element('p', { class: 'message' });
  /** Path and time of the table that is shown. */
  #shown = '';
  readonly #load = latest(() => this.#fetch());

  constructor(entries: Entries, choice: Choice) {
    this.#entries = entries;
    this.#choice = choice;
    this.#select = new FileSelect('Table', (table) => choice.change({ table }));
    this.element.append(this.#select.element, this.#message, this.#table.element, this.#equalPart);
    entries.changed.listen(() => this.#update());
    choice.viewChanged.listen(() => this.#update());
    this.#update();
  }

  #update(): void {
    if (this.#choice.view.tab === 'table') this.#load();
  }

  async #fetch(): Promise<void> {
    const files = this.#entries.files('table');
    const path = this.#select.show(files, this.#choice.view.table);
    this.#select.element.hidden = path === undefined;
    if (path === undefined) {
      this.#shown = '';
      this.#table.element.hidden = true;
      this.#equalPart.hidden = true;
      this.#message.textContent = 'There are no tables: experiments and sweeps make them.';
      return;
    }
    const stamp = `${path} ${files.find((file) => file.path === path)?.changed}`;
    if (stamp === this.#shown) return;
    try {
      const { columns, rows, equal, leftOut } = await fetchTable(path);
      this.#table.show(columns, rows);
      this.#table.element.hidden = rows.length === 0;
      this.#equalPart.hidden = equal.length === 0;
      this.#equal.replaceChildren(
        ...equal.flatMap(([name, value]) => [
          element('dt', {}, name),
          element('dd', {}, valueText(value)),
        ]),
      );
      this.#message.textContent =
        leftOut === 0
          ? `${countText(rows.length)} rows`
          : `${countText(rows.length)} rows; ${countText(leftOut)} lines are damaged or too many, and are left out`;
      this.#shown = stamp;
    } catch (error) {
      this.#message.textContent = `${path}: ${(error as Error).message}`;
    }
  }
}
