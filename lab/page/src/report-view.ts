/** A report in a frame. It has an origin of its own: its scripts cannot read the page. */
import type { Choice } from './choice.js';
import { element } from './dom.js';
import type { Entries } from './entries.js';
import { FileSelect } from './file-select.js';
import { reportAddress } from './server.js';

export class ReportView {
  readonly element = element('div', { class: 'report-view' });
  readonly #entries: Entries;
  readonly #choice: Choice;
  readonly #select: FileSelect;
  readonly #link = element('a', { target: '_blank', rel: 'noopener' }, 'open in a tab');
  readonly #frame = element('iframe', { title: 'Report', sandbox: 'allow-scripts allow-popups' });
  readonly #message = element('p', { class: 'message' });
  /** Path and time of the report that is shown. */
  #shown = '';

  constructor(entries: Entries, choice: Choice) {
    this.#entries = entries;
    this.#choice = choice;
    this.#select = new FileSelect('Report', (report) => choice.change({ report }));
    const bar = element('div', { class: 'controls' }, this.#select.element, this.#link);
    this.element.append(bar, this.#message, this.#frame);
    entries.changed.listen(() => this.#update());
    choice.viewChanged.listen(() => this.#update());
    this.#update();
  }

  #update(): void {
    if (this.#choice.view.tab !== 'report') return;
    const files = this.#entries.files('report');
    const path = this.#select.show(files, this.#choice.view.report);
    for (const part of [this.#select.element, this.#link, this.#frame])
      part.hidden = path === undefined;
    this.#message.textContent =
      path === undefined ? 'There are no reports: experiments write report.html.' : '';
    const stamp = `${path} ${files.find((file) => file.path === path)?.changed}`;
    if (path === undefined || stamp === this.#shown) return;
    this.#shown = stamp;
    this.#link.href = reportAddress(path);
    this.#frame.src = reportAddress(path);
  }
}
