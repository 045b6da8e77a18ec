/** A choice among the tables or the reports of the folder. */
import type { FileEntry } from '../../src/serve/api.js';
import { element } from './dom.js';

export class FileSelect {
  readonly element: HTMLElement;
  readonly #select: HTMLSelectElement;
  #paths = '';

  constructor(label: string, chosen: (path: string) => void) {
    this.#select = element('select', { change: () => chosen(this.#select.value) });
    this.element = element('label', { class: 'file' }, label, this.#select);
  }

  /** @returns The path that is shown: the wanted one, or else that of the file that changed last. */
  show(files: readonly FileEntry[], wanted: string | undefined): string | undefined {
    const paths = files.map(({ path }) => path);
    if (paths.join('\n') !== this.#paths) {
      this.#paths = paths.join('\n');
      this.#select.replaceChildren(
        ...paths.map((path) => element('option', { value: path }, path)),
      );
    }
    const newest = files.reduce<FileEntry | undefined>(
      (last, one) => (last === undefined || one.changed > last.changed ? one : last),
      undefined,
    );
    const path = wanted !== undefined && paths.includes(wanted) ? wanted : newest?.path;
    if (path !== undefined) this.#select.value = path;
    return path;
  }
}
