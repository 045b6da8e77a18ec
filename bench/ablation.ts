/** What each part of a model is worth: the model without it, beside the whole. */
import { table } from './report/markdown.js';
import { significant } from './report/speed.js';

/** A field of a spec as far as an ablation cares: of a set, each member can be left out. */
export interface Field {
  readonly kind: string;
  readonly values?: readonly string[];
}

export type Spec = Readonly<Record<string, unknown>>;

export interface Variant {
  /** What is left out: `experts: word`. */
  readonly name: string;
  readonly spec: Spec;
}

/** What a model makes of a file and what that takes. */
export interface Measured {
  readonly bytes: number;
  readonly seconds: number;
}

/** One model's measurements in the order of the files; `problem` says why there are none. */
export interface Ablated {
  readonly name: string;
  readonly files: readonly Measured[];
  readonly problem?: string;
}

/** A set's members; a spec holds them as a list or parted by `+`. */
function members(value: unknown): string[] {
  return typeof value === 'string' ? value.split('+').filter(Boolean) : [...((value as []) ?? [])];
}

function without(value: unknown, member: string): string | string[] {
  const rest = members(value).filter((one) => one !== member);
  return typeof value === 'string' ? rest.join('+') : rest;
}

/** The spec without each member of each of its sets, and without its network. */
export function variants(spec: Spec, fields: Readonly<Record<string, Field>>): Variant[] {
  const sets = Object.keys(fields).filter((name) => fields[name]?.kind === 'set');
  const smaller = sets.flatMap((name) =>
    members(spec[name]).map((member) => ({
      name: `${name}: ${member}`,
      spec: { ...spec, [name]: without(spec[name], member) },
    })),
  );
  const cell = spec['cell'];
  const hasNetwork = fields['cell']?.values?.includes('none') && cell !== 'none';
  return hasNetwork
    ? [...smaller, { name: `network: ${cell}`, spec: { ...spec, cell: 'none' } }]
    : smaller;
}

/**
 * Measures the whole model, then each variant, on every file. `format` makes a model's text from a spec, or throws when
 * there can be no such model.
 */
export function ablate(
  whole: Spec,
  parts: readonly Variant[],
  files: readonly string[],
  format: (spec: Spec) => string,
  measure: (model: string, file: string) => Measured,
): Ablated[] {
  return [{ name: 'nothing', spec: whole }, ...parts].map(({ name, spec }) => {
    try {
      const model = format(spec);
      return { name, files: files.map((file) => measure(model, file)) };
    } catch (error) {
      return { name, files: [], problem: (error as Error).message };
    }
  });
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const bytesOf = ({ files }: Ablated) => sum(files.map(({ bytes }) => bytes));
const secondsOf = ({ files }: Ablated) => sum(files.map(({ seconds }) => seconds));

function signed(value: number, text: string): string {
  return value > 0 ? `+${text}` : text;
}

function percent(part: number, whole: number): string {
  const share = (100 * (part - whole)) / whole;
  return signed(share, `${share.toFixed(2)} %`);
}

function difference(part: number, whole: number): string {
  const bytes = signed(part - whole, (part - whole).toLocaleString('en-US'));
  return `${bytes} (${percent(part, whole)})`;
}

/** Heading and rows: the whole model in figures, then what changes without each part, the dearest loss first. */
export function ablationRows(
  results: readonly Ablated[],
  files: readonly string[],
): readonly (readonly string[])[] {
  const [whole, ...parts] = results;
  if (whole === undefined || whole.files.length === 0) return [];
  const measured = parts.filter(({ problem }) => problem === undefined);
  const failed = parts.filter(({ problem }) => problem !== undefined);
  const rows = [...measured]
    .sort((a, b) => bytesOf(b) - bytesOf(a))
    .map((part) => [
      part.name,
      ...part.files.map((one, i) => difference(one.bytes, whole.files[i]?.bytes ?? Number.NaN)),
      difference(bytesOf(part), bytesOf(whole)),
      percent(secondsOf(part), secondsOf(whole)),
    ]);
  return [
    ['without', ...files, 'all', 'time'],
    [
      'nothing',
      ...whole.files.map(({ bytes }) => bytes.toLocaleString('en-US')),
      bytesOf(whole).toLocaleString('en-US'),
      `${significant(secondsOf(whole))} s`,
    ],
    ...rows,
    ...failed.map(({ name, problem = '' }) => [name, problem, ...files.map(() => ''), '']),
  ];
}

/** The rows as a markdown table. */
export function asMarkdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  return table(head, rows);
}

/** The rows as columns of text, the first to the left and the others to the right. */
export function asText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
