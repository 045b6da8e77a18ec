/**
 * The parts of FORMAT.md that follow from the code: the appendices with the fields, members, presets and priors, and the
 * worked example. They stand between `<!-- NAME -->` and `<!-- /NAME -->`. This program (npx tsx tools/format-document.ts)
 * brings them up to date; a test holds that they are.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checksum, checksumText } from '#dist/archive/checksum.js';
import { FORMAT_VERSION, MEMORY_UNIT, NUMERIC_VERSION } from '#dist/archive/format.js';
import { FrameWriter } from '#dist/archive/frame-writer.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import {
  MIX_FIELDS,
  NETWORK_FIELDS,
  type SetField,
  SPEC_FIELDS,
  type SpecField,
  SYMBOL_FIELDS,
} from '#dist/model/fields.js';
import { formatSpec, parseSpec } from '#dist/model/model-spec.js';
import { PRESETS } from '#dist/model/presets.js';
import { expertsOnlyBytes, PRIORS, priorBytes } from '#dist/priors/priors.js';

export const FORMAT_FILE = fileURLToPath(new URL('../FORMAT.md', import.meta.url));

/** `document` with its generated parts as they should be. */
export async function renderFormat(document: string): Promise<string> {
  await loadChecksum();
  let result = document;
  for (const [name, text] of Object.entries({
    fields: fieldTables(),
    members: memberTables(),
    presets: presetTable(),
    priors: priorTable(),
    example: example().table,
  })) {
    const part = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!part.test(result)) throw new Error(`FORMAT.md has no part '${name}'`);
    result = result.replace(part, (_, open, close) => `${open}${text}\n${close}`);
  }
  return result;
}

function fieldTables(): string {
  const others = Object.fromEntries(
    Object.entries(SPEC_FIELDS).filter(
      ([name]) => !(name in NETWORK_FIELDS || name in MIX_FIELDS || name in SYMBOL_FIELDS),
    ),
  );
  return [
    'Fields of the network:\n',
    fieldTable(NETWORK_FIELDS),
    '\nFields of the mix:\n',
    fieldTable(MIX_FIELDS),
    '\nFields of the mix of symbols:\n',
    fieldTable(SYMBOL_FIELDS),
    '\nOther fields:\n',
    fieldTable(others),
  ].join('\n');
}

function fieldTable(fields: Readonly<Record<string, SpecField>>): string {
  const rows = Object.entries(fields).map(([name, field]) => {
    const { id, initial, about } = field;
    return `| ${id} | \`${name}\` | ${stored(field)} | ${initial === '' ? 'no member' : initial} | ${about} |`;
  });
  return [
    '| id | name | stored integer | default | meaning |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** A heading and a table for each list of members; fields with the same list share it. */
function memberTables(): string {
  const names = new Map<string, string[]>();
  for (const [name, field] of Object.entries(SPEC_FIELDS)) {
    if (field.kind !== 'set') continue;
    const list = memberList(field);
    names.set(list, [...(names.get(list) ?? []), `\`${name}\``]);
  }
  return [...names].map(([list, fields]) => `### ${fields.join(', ')}\n\n${list}`).join('\n\n');
}

function memberList({ members, meanings, terms }: SetField): string {
  const rows = members.map((member, i) => {
    const meaning = meanings[i]?.replaceAll('|', '\\|');
    return `| ${2 ** i} | \`${member}\` | ${meaning} |`;
  });
  const table = ['| value | member | meaning |', '|---|---|---|', ...rows].join('\n');
  const lines = terms.join(' ');
  return lines ? `${lines}\n\n${table}` : table;
}

function presetTable(): string {
  const rows = PRESETS.map((text, number) => `| ${number} | \`${formatSpec(parseSpec(text))}\` |`);
  return ['| preset | spec |', '|---|---|', ...rows].join('\n');
}

function stored(field: SpecField): string {
  if (field.kind === 'choice')
    return field.values.map((value, index) => `${index} ${value}`).join(', ');
  if (field.kind === 'set')
    return `0 to ${2 ** field.members.length - 1}, a sum of [members](#b-members-of-set-fields)`;
  const { min, max, step, decimals } = field;
  const unit = decimals > 0 ? `, counts 10^-${decimals}` : '';
  return `${min} to ${max}${step > 1 ? `, a multiple of ${step}` : ''}${unit}`;
}

function priorTable(): string {
  const rows = Object.keys(PRIORS).map((name) => {
    const bytes = priorBytes(name);
    return `| \`${name}\` | ${bytes.length} | ${expertsOnlyBytes(name)} | \`${checksumText(checksum(bytes))}\` |`;
  });
  return ['| prior | bytes | of which experts only | XXH64 |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

/** An archive of every part that the format has, and a table that explains each of its bytes. */
export function example(): { archive: Uint8Array; content: Uint8Array; table: string } {
  const equal = new Uint8Array(1000).fill(0x61);
  const end = new TextEncoder().encode('bye\n');
  const writer = new FrameWriter({
    size: equal.length + end.length,
    mtime: new Date('2026-11-23T12:00:00Z'),
    name: 'a.txt',
  });
  const modelled = writer.block(
    {
      kind: 'modelled',
      last: false,
      length: equal.length,
      memory: MEMORY_UNIT,
      tree: { kind: 'constant', length: equal.length, value: 0x61 },
      contentChecksum: checksum(equal),
    },
    new Uint8Array(0),
  );
  const stored = writer.block(
    { kind: 'stored', last: true, length: end.length, contentChecksum: checksum(end) },
    end,
  );
  const archive = Buffer.concat([writer.header, ...modelled, ...stored, writer.end()]);
  const parts: readonly (readonly [number, string])[] = [
    [4, 'frame header: magic'],
    [1, `format version ${FORMAT_VERSION}`],
    [1, 'flags: size, mtime and name follow'],
    [2, 'size: 1004'],
    [6, 'mtime: 2026-11-23 12:00:00 UTC, 1795435200000 ms, zigzag 3590870400000'],
    [1, 'length of the name'],
    [5, 'name: `a.txt`'],
    [1, `modelled block, of numeric version ${NUMERIC_VERSION}, not the last: tag`],
    [2, 'length: 1000'],
    [1, 'memory: 1 MiB'],
    [1, 'method of the tree: constant'],
    [1, 'value: `a`'],
    [8, 'content checksum: XXH64 of 1000 bytes `a`'],
    [4, 'block check'],
    [1, 'stored block, the last: tag'],
    [1, 'length: 4'],
    [8, 'content checksum: XXH64 of the payload'],
    [4, 'payload: `bye` and a line feed'],
    [4, 'frame check'],
  ];
  let offset = 0;
  const rows = parts.map(([length, about]) => {
    const bytes = archive.subarray(offset, offset + length);
    const hex = bytes.toString('hex').replace(/..(?=.)/g, '$& ');
    const row = `| ${offset} | \`${hex}\` | ${about} |`;
    offset += length;
    return row;
  });
  if (offset !== archive.length) throw new Error('the example is not explained to its end');
  const table = ['| offset | bytes | meaning |', '|---|---|---|', ...rows].join('\n');
  return { archive, content: Buffer.concat([equal, end]), table };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(FORMAT_FILE, await renderFormat(readFileSync(FORMAT_FILE, 'utf8')));
