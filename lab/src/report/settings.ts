/** The settings of cases as text: those that all share once, the others by groups of cases. */
import type { Parameters, Row } from '../experiment/experiment.js';
import type { CaseResult } from '../experiment/results.js';

type Settings = ReadonlyMap<string, string>;

/** The first line is what all cases share; a line follows for the cases that share the rest. */
export function settingsLines(cases: readonly CaseResult[], rows: readonly Row[]): string[] {
  const all = cases.map(({ name, identity }) => {
    const parameters: Parameters = rows.find((row) => row.name === name)?.parameters ?? {};
    // What a column of the table says need not be said again.
    const told = ([key, value]: readonly [string, string]) => String(parameters[key]) === value;
    return { name, settings: new Map([...flattened(identity)].filter((entry) => !told(entry))) };
  });
  const [first] = all;
  if (first === undefined) return [];
  const shared = new Map(
    [...first.settings].filter(([key, value]) =>
      all.every(({ settings }) => settings.get(key) === value),
    ),
  );
  const own = all.map(({ name, settings }) => ({
    name,
    text: textOf(new Map([...settings].filter(([key]) => !shared.has(key)))),
  }));
  const texts = [...new Set(own.map(({ text }) => text))].filter((text) => text !== '');
  const namesOf = (wanted: string) =>
    own.filter(({ text }) => text === wanted).map(({ name }) => name);
  return [
    ...(shared.size === 0 ? [] : [`all cases: ${textOf(shared)}`]),
    ...texts.map((text) => `${namesOf(text).join(', ')}: ${text}`),
  ];
}

function textOf(settings: Settings): string {
  return [...settings].map(([key, value]) => `${key} ${value}`).join(', ');
}

/** Groups whose names say nothing that their members do not. */
const SILENT = new Set(['sequence', 'settings', 'trainer', 'parameters']);

/** `settings.trainer.width` becomes `width`; `sequence.length` and `trainer.length` differ in kind and keep a word. */
function flattened(identity: Readonly<Record<string, unknown>>): Settings {
  const settings = new Map<string, string>();
  const visit = (value: unknown, path: readonly string[]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
      return;
    }
    settings.set(nameOf(path), Array.isArray(value) ? arrayText(value) : String(value));
  };
  visit(identity, []);
  return settings;
}

/** Longer arrays are stated by their sizes: config.json and the stored results have them whole. */
const LONGEST_ARRAY = 60;

function arrayText(array: readonly unknown[]): string {
  const text = JSON.stringify(array);
  if (text.length <= LONGEST_ARRAY) return text;
  const sizes: number[] = [];
  for (let at: unknown = array; Array.isArray(at); at = at[0]) sizes.push(at.length);
  return `of ${sizes.join(' x ')} numbers`;
}

const RENAMED: Readonly<Record<string, string>> = {
  'sequence.length': 'symbols of the sequence',
  'sequence.validation': 'symbols of validation',
  kind: 'measured as',
};

function nameOf(path: readonly string[]): string {
  return RENAMED[path.join('.')] ?? path.filter((word) => !SILENT.has(word)).join('.');
}
