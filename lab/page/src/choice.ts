/** What the reader has chosen, kept in the address: a reload and a bookmark show the same. */
import { Signal } from './signal.js';

export const TABS = ['curves', 'compare', 'table', 'report'] as const;
export type Tab = (typeof TABS)[number];

/** Curves of more runs could not be told apart: there are seven colours, and two kinds of lines. */
export const MAX_CHOSEN = 14;

export interface View {
  readonly tab: Tab;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Bits above the entropy rate instead of bits. */
  readonly gap: boolean;
  /** Path of a table, and of a report. */
  readonly table: string | undefined;
  readonly report: string | undefined;
}

export class Choice {
  readonly runsChanged = new Signal();
  readonly viewChanged = new Signal();
  #view: View;
  /** Paths of runs, each at the number of its colour. */
  readonly #runs: (string | undefined)[];

  constructor(address: string) {
    const fields = new URLSearchParams(address.replace(/^#/, ''));
    const tab = TABS.find((one) => one === fields.get('tab')) ?? 'curves';
    this.#view = {
      tab,
      logX: fields.has('logx'),
      logY: fields.has('logy'),
      gap: fields.has('gap'),
      table: fields.get('table') ?? undefined,
      report: fields.get('report') ?? undefined,
    };
    this.#runs = fields.getAll('run').slice(0, MAX_CHOSEN);
  }

  get view(): View {
    return this.#view;
  }

  change(part: Partial<View>): void {
    this.#view = { ...this.#view, ...part };
    this.viewChanged.send();
  }

  /** In the order of their colours. */
  get runs(): readonly string[] {
    return this.#runs.filter((path) => path !== undefined);
  }

  /** The number of the run's colour, undefined if it is not chosen. */
  colorOf(path: string): number | undefined {
    const number = this.#runs.indexOf(path);
    return number < 0 ? undefined : number;
  }

  /** Adds a run, or removes it. @returns False if there are MAX_CHOSEN already. */
  toggle(path: string): boolean {
    const at = this.#runs.indexOf(path);
    if (at >= 0) this.#runs[at] = undefined;
    else {
      const free = this.#runs.indexOf(undefined);
      const to = free < 0 ? this.#runs.length : free;
      if (to >= MAX_CHOSEN) return false;
      this.#runs[to] = path;
    }
    this.runsChanged.send();
    return true;
  }

  clear(): void {
    this.#runs.length = 0;
    this.runsChanged.send();
  }

  /** The choice as the part of an address behind `#`. */
  get address(): string {
    const { tab, logX, logY, gap, table, report } = this.#view;
    const fields = new URLSearchParams();
    if (tab !== 'curves') fields.set('tab', tab);
    if (logX) fields.set('logx', '');
    if (logY) fields.set('logy', '');
    if (gap) fields.set('gap', '');
    if (table !== undefined) fields.set('table', table);
    if (report !== undefined) fields.set('report', report);
    for (const path of this.runs) fields.append('run', path);
    return `#${fields}`;
  }
}
