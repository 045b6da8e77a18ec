/** FORMAT.md as data: its tables by heading, and specs read by its appendices. */
import { readFileSync } from 'node:fs';
import { type ModelSpec, makeSpec } from '#dist/model/model-spec.js';
import { FORMAT_FILE } from '../../../tools/format-document.js';
import type { DocumentSource } from './document-source.js';

/** A row of a table: its cells, without backticks around a whole cell. */
export type Row = readonly string[];

export const FORMAT_TEXT = readFileSync(FORMAT_FILE, 'utf8');

/** The tables below a heading, up to the next heading. `heading` may leave out the section's number. */
export function tablesOf(heading: string, text = FORMAT_TEXT): Row[][] {
  const parts = text.split(/^#+ /m);
  const part = parts.find((one) => /^(?:[\dA-Z]+\. )?(.*)$/m.exec(one)?.[1] === heading);
  if (part === undefined) throw new Error(`FORMAT.md has no heading '${heading}'`);
  const blocks = part.match(/(?:^\|.*\n)+/gm) ?? [];
  return blocks.map((block) => block.trimEnd().split('\n').slice(2).map(cellsOf));
}

function cellsOf(line: string): Row {
  const cells = line.slice(1, -1).split(/(?<!\\)\|/);
  return cells.map((cell) =>
    cell
      .trim()
      .replaceAll('\\|', '|')
      .replace(/^`([^`]*)`$/, '$1'),
  );
}

/** The n-th table below a heading. */
export function tableOf(heading: string, n = 0): Row[] {
  const table = tablesOf(heading)[n];
  if (!table) throw new Error(`FORMAT.md has no table ${n} below '${heading}'`);
  return table;
}

/** What appendix A says of a field. */
interface Field {
  readonly name: string;
  /** What stands in the column of stored integers. */
  readonly stored: string;
}

const FIELDS = new Map(
  tablesOf('Fields of a spec')
    .flat()
    .map(([id, name = '', stored = '']): [number, Field] => [Number(id), { name, stored }]),
);

const PRESETS = new Map(tableOf('Presets').map(([number, text = '']) => [Number(number), text]));

/** Members of a set field and the value of each. */
function membersOf(name: string): readonly (readonly [value: number, member: string])[] {
  const heading = /^### .*$/gm;
  const titles = [...FORMAT_TEXT.matchAll(heading)].map(([title]) => title.slice(4));
  const title = titles.find((one) => one.split(', ').includes(`\`${name}\``));
  return tableOf(title ?? name).map(([value, member = '']) => [Number(value), member]);
}

/** The value that a stored integer stands for. */
function valueFor({ name, stored }: Field, integer: number): string | number {
  if (stored.includes('a sum of')) {
    const members = membersOf(name).filter(([value]) => Math.floor(integer / value) % 2 === 1);
    return members.map(([, member]) => member).join('+');
  }
  const choice = stored
    .split(', ')
    .find((one) => one.startsWith(`${integer} `) && !/ to /.test(one));
  if (choice) return choice.slice(choice.indexOf(' ') + 1);
  const decimals = /counts 10\^-(\d+)/.exec(stored)?.[1];
  return integer / 10 ** Number(decimals ?? 0);
}

/** The fields that a preset's text names. */
function fieldsOf(text: string): Record<string, string | number> {
  const fields: Record<string, string | number> = { cell: 'none' };
  for (const [, name = '', list = ''] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const parts = list.split(',').filter(Boolean);
    if (name !== 'mix') {
      const [width, layers] = (parts.shift() ?? '').split('x');
      Object.assign(fields, { cell: name, width: Number(width), layers: Number(layers) });
    }
    for (const part of parts) {
      const [field = '', value = ''] = part.split('=');
      const { stored = '' } = [...FIELDS.values()].find((one) => one.name === field) ?? {};
      const isNumber = /^\d+ to \d+(?!.*a sum of)/.test(stored);
      fields[field] = isNumber ? Number(value) : value;
    }
  }
  return fields;
}

/** Reads a spec as section 7 and the appendices have it. */
export function readSpec(source: DocumentSource): ModelSpec {
  const [, countRow, pairRow] = tableOf('Spec');
  if (countRow?.[1] !== 'count' || pairRow?.[1] !== 'id, stored integer')
    throw new Error('the table of section 7 is another one');
  const first = source.varint();
  const text = PRESETS.get(Math.floor(first / 2));
  if (text === undefined) throw new Error(`FORMAT.md has no preset ${Math.floor(first / 2)}`);
  const fields = fieldsOf(text);
  const count = first % 2 === 1 ? source.varint() : 0;
  for (let i = 0; i < count; i++) {
    const id = source.varint();
    const field = FIELDS.get(id);
    if (!field) throw new Error(`FORMAT.md has no field ${id}`);
    fields[field.name] = valueFor(field, source.varint());
  }
  return makeSpec(fields as Partial<ModelSpec>);
}
