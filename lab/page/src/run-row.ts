/** What a row of the list shows. */
import type { RunEntry, RunState } from '../../src/serve/api.js';
import { element } from './dom.js';
import type { Row } from './run-rows.js';
import { swatch } from './swatch.js';
import { ageText, bitsOrNothing, gapOf } from './words.js';

export function rowContent(row: Row, color: number | undefined, now: number): HTMLElement[] {
  return row.type === 'group' ? groupCells(row.path, row.runs, now) : runCells(row.run, color, now);
}

/** The row in words, for a screen reader. */
export function rowLabel(row: Row, now: number): string {
  if (row.type === 'group') return `${row.path}, ${countsText(row.runs)}`;
  const { name, model, bits, state, changed, problem } = row.run;
  const age = ageText(now - changed);
  return [
    name,
    model,
    bits !== undefined && `${bitsOrNothing(bits)} bits a symbol`,
    state,
    age !== 'now' && `${age} ago`,
    problem,
  ]
    .filter(Boolean)
    .join(', ');
}

function groupCells(path: string, runs: readonly RunEntry[], now: number): HTMLElement[] {
  const changed = Math.max(...runs.map((run) => run.changed));
  const running = runs.some(({ state }) => state === 'running');
  return [
    cell('mark', element('span', { class: 'arrow' })),
    cell('name', nameLine(path), quiet(countsText(runs))),
    cell('changed', ...(running ? [stateLine('running')] : []), quiet(ageText(now - changed))),
  ];
}

function countsText(runs: readonly RunEntry[]): string {
  const running = runs.filter(({ state }) => state === 'running').length;
  const all = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  return running === 0 ? all : `${all}, ${running} running`;
}

function runCells(run: RunEntry, color: number | undefined, now: number): HTMLElement[] {
  const { name, model = '', state, bits, measured, changed, problem } = run;
  return [
    cell('mark', swatch(color)),
    cell(
      'name',
      nameLine(name),
      problem === undefined
        ? element('span', { class: 'quiet model' }, model)
        : element('span', { class: 'problem' }, problem),
    ),
    cell('bits', bitsOrNothing(bits), quiet(bits === undefined ? '' : (measured ?? ''))),
    cell('gap', bitsOrNothing(gapOf(run))),
    cell('changed', stateLine(state), quiet(ageText(now - changed))),
  ];
}

function cell(name: string, ...children: (Node | string)[]): HTMLElement {
  return element('div', { role: 'gridcell', class: name }, ...children);
}

function nameLine(text: string): HTMLElement {
  return element('span', { class: 'title', title: text }, text);
}

function quiet(text: string): HTMLElement {
  return element('span', { class: 'quiet' }, text);
}

function stateLine(state: RunState): HTMLElement {
  return element('span', { class: `state ${state}` }, state);
}
