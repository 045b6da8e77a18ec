/** Ablation: the whole model beside the model without each of its parts. */
import { table } from './report/markdown.js';
import { significant } from './report/speed.js';

/** The properties of a spec's field that an ablation needs: a set loses a member, a choice becomes `none`. */
export interface Field {
  readonly kind: string;
  readonly values?: readonly string[];
}

export type Spec = Readonly<Record<string, unknown>>;

export interface Variant {
  /** The part that is left out: `words: word`. */
  readonly name: string;
  readonly spec: Spec;
}

/** One model on one file: bytes of the archive, seconds of processor time. */
export interface Measured {
  readonly bytes: number;
  readonly seconds: number;
}

/** One model's measurements in the order of the files; `problem` is the reason where there are none. */
export interface Ablated {
  readonly name: string;
  readonly files: readonly Measured[];
  readonly problem?: string;
}

/** The members of a set, which is text in a spec: `a+b+d`. */
function members(value: unknown): string[] {
  return String(value ?? '')
    .split('+')
    .filter(Boolean);
}

/** The spec without each member of each of its sets, and with `none` for each choice that allows it, as the cell does. */
export function variants(spec: Spec, fields: Readonly<Record<string, Field>>): Variant[] {
  return Object.entries(fields).flatMap(([name, { kind, values }]) => {
    const without = (part: string, rest: string): Variant => ({
      name: `${name}: ${part}`,
      spec: { ...spec, [name]: rest },
    });
    const present = members(spec[name]);
    if (kind === 'set')
      return present.map((one) => without(one, present.filter((other) => other !== one).join('+')));
    const canBeNone = values?.includes('none') && spec[name] !== 'none';
    return canBeNone ? [without(String(spec[name]), 'none')] : [];
  });
}

/**
 * Measures the whole model, then each variant, on every file; a variant that is the same model is left out. `format`
 * makes a model's text from a spec, or throws when there can be no such model.
 */
export function ablate(
  whole: Spec,
  parts: readonly Variant[],
  files: readonly string[],
  format: (spec: Spec) => string,
  measure: (model: string, file: string) => Measured,
): Ablated[] {
  const attempt = (name: string, spec: Spec): Ablated | undefined => {
    try {
      const model = format(spec);
      if (spec !== whole && model === format(whole)) return undefined;
      return { name, files: files.map((file) => measure(model, file)) };
    } catch (error) {
      return { name, files: [], problem: (error as Error).message };
    }
  };
  return [{ name: 'nothing', spec: whole }, ...parts].flatMap(
    ({ name, spec }) => attempt(name, spec) ?? [],
  );
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

/** Heading and rows: figures of the whole model, then the change without each part, the largest loss first. */
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

/** The rows as columns of text, the first aligned left and the others right. */
export function asText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
