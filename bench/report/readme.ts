/** The two generated tables of README.md: all programs on one file, and the cost of every level. */
import { isOurs } from '../run/program.js';
import type { Benchmarks, FileRecord, Row } from '../run/record.js';
import { emphasise } from './file-table.js';
import { type Markers, replaceBetween, table } from './markdown.js';
import { bitsPerByte, mebibytes, significant, speed } from './speed.js';

export const PROGRAMS: Markers = {
  begin: '<!-- programs: npm run bench writes between these lines -->',
  end: '<!-- end of programs -->',
};

export const LEVELS: Markers = {
  begin: '<!-- levels: npm run bench writes between these lines -->',
  end: '<!-- end of levels -->',
};

/** The files of the tables: one megabyte, and ten. */
const SHOWN = 'wiki/enwik6';
const LONG = 'silesia/dickens';

const isLevel = (row: Row) => /^foresay -\d$/.test(row.program);

/** All programs on one file, largest archive first. */
function programTable(file: FileRecord): string {
  const rows = file.rows
    .filter((row) => isLevel(row) || !isOurs(row.program))
    .sort((a, b) => b.archiveBytes - a.archiveBytes)
    .map((row) => [
      emphasise(row.program),
      row.archiveBytes.toLocaleString('en-US'),
      bitsPerByte(row.archiveBytes, file.bytes),
      significant(speed(file.bytes, row.compress)),
      significant(speed(file.bytes, row.decompress)),
      significant(Math.max(row.compress.memory, row.decompress.memory) / 1024),
    ]);
  return table(['program', 'bytes', 'bits a byte', 'KB/s there', 'KB/s back', 'MiB'], rows);
}

const COLUMNS = ['bits a byte', 'KB/s there, back', 'MiB'];

/** One level on one file: a cell for each of COLUMNS, empty where the level was not measured. */
function cells(file: FileRecord, program: string): string[] {
  const row = file.rows.find((one) => one.program === program);
  if (row === undefined) return COLUMNS.map(() => '');
  const speeds = [row.compress, row.decompress].map((cost) => significant(speed(file.bytes, cost)));
  return [bitsPerByte(row.archiveBytes, file.bytes), speeds.join(', '), mebibytes(row.compress)];
}

function levelTable(files: readonly (readonly [string, FileRecord])[]): string {
  const levels = files.flatMap(([, { rows }]) => rows.filter(isLevel));
  const head = files.flatMap(([name]) => COLUMNS.map((column) => `${name}: ${column}`));
  const rows = [...new Set(levels.map(({ program }) => program))]
    .sort()
    .map((program) => [
      `\`${program.replace(/^foresay /, '')}\``,
      ...files.flatMap(([, file]) => cells(file, program)),
    ]);
  return table(['level', ...head], rows);
}

/** `document` with its tables replaced, where it has markers for them and the files were measured. */
export function updateReadme(document: string, { files }: Benchmarks): string {
  const withLevels = Object.entries(files)
    .filter(([name, { rows }]) => [SHOWN, LONG].includes(name) && rows.some(isLevel))
    .sort(([, a], [, b]) => a.bytes - b.bytes);
  const shown = files[SHOWN];
  const first = shown && replaceBetween(document, PROGRAMS, programTable(shown));
  const text = first ?? document;
  return (withLevels.length > 0 && replaceBetween(text, LEVELS, levelTable(withLevels))) || text;
}
