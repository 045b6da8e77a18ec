/** BENCHMARKS.md: the measurements as tables, between two markers; what stands outside the markers is kept. */
import { frontier } from './frontier.js';
import type { Benchmarks, Cost, FileRecord, Row } from './record.js';

export const BEGIN = '<!-- measured: npm run bench writes between these lines -->';
export const END = '<!-- end of measured -->';

const INTRODUCTION = '# Benchmarks\n';

/** Thousand bytes of the original file per second of user plus system time. */
export function speed(bytes: number, cost: Cost): number {
  return bytes / 1000 / cost.seconds;
}

/** Three significant digits, thousands separated: 0.0123, 12.3, 1,230. */
export function significant(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(rounded)));
  return rounded.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

function mebibytes(cost: Cost): string {
  return significant(cost.memory / 1024);
}

/** A markdown table; `rule` below every column but the first: '---:' for numbers, '---' for words. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rule: '---' | '---:' = '---:',
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rules = head.map((_, column) => (column === 0 ? '---' : rule));
  return [line(head), line(rules), ...rows.map(line)].join('\n');
}

function onFrontier(compress: boolean, decompress: boolean): string {
  if (compress && decompress) return 'both ways';
  return compress ? 'compressing' : decompress ? 'decompressing' : '';
}

function emphasise(row: Row): string {
  return row.program.startsWith('foresay') ? `**${row.program}**` : row.program;
}

function fileSection(name: string, file: FileRecord, letters: Map<string, string>): string {
  const rows = [...file.rows].sort((a, b) => a.archiveBytes - b.archiveBytes);
  const points = (way: 'compress' | 'decompress') =>
    frontier(rows.map((r) => ({ bytes: r.archiveBytes, speed: speed(file.bytes, r[way]) })));
  const compressing = points('compress');
  const decompressing = points('decompress');
  const head = ['program', 'bytes', 'bpc', 'KB/s', 'KB/s back', 'MiB', 'MiB back', 'frontier'];
  const body = rows.map((row, index) => [
    emphasise(row) + (letters.size > 1 ? ` (${letters.get(row.machine)})` : ''),
    row.archiveBytes.toLocaleString('en-US'),
    ((8 * row.archiveBytes) / file.bytes).toFixed(3),
    significant(speed(file.bytes, row.compress)),
    significant(speed(file.bytes, row.decompress)),
    mebibytes(row.compress),
    mebibytes(row.decompress),
    onFrontier(compressing[index] ?? false, decompressing[index] ?? false),
  ]);
  const failures = file.failures.map((one) => `- ${one.program} is left out: ${one.reason}`);
  return [
    `### ${name} (${file.bytes.toLocaleString('en-US')} bytes)`,
    table(head, body),
    ...(failures.length > 0 ? [failures.join('\n')] : []),
  ].join('\n\n');
}

function machineSection(benchmarks: Benchmarks, letters: Map<string, string>): string {
  const lines = Object.entries(benchmarks.machines).map(([key, machine]) => {
    const rows = Object.values(benchmarks.files).flatMap((file) => file.rows);
    const dates = rows.filter((row) => row.machine === key).map((row) => row.date);
    const days = [...new Set(dates)].sort();
    const span = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0];
    const mark = letters.size > 1 ? `(${letters.get(key)}) ` : '';
    return (
      `- ${mark}${machine.cpu}, ${machine.cores} cores, ${machine.memory} memory, ${machine.system}, ` +
      `Node ${machine.node}; ${span}`
    );
  });
  return ['Measured on:', '', ...lines].join('\n');
}

function commandSection(benchmarks: Benchmarks): string {
  const programs = new Map<string, Row>();
  for (const file of Object.values(benchmarks.files))
    for (const row of file.rows) programs.set(row.program, row);
  const rows = [...programs.values()]
    .sort((a, b) => (a.program < b.program ? -1 : 1))
    .map(({ program, version, commands }) => [
      program,
      version,
      ...commands.map((command) => `\`${command.replaceAll('|', '\\|')}\``),
    ]);
  return table(['program', 'version', 'compress', 'decompress'], rows, '---');
}

const EXPLANATION = `Every program ran as a whole process on one thread, both ways, and its output was compared with the original byte for byte.
KB/s are thousand original bytes per second of user plus system time, process start included (below a few hundredths of
a second it is most of what is seen); MiB the largest resident set.
*frontier*: no other program in the table is both smaller and faster, compressing, decompressing, or both ways.`;

/** The part between the markers. */
export function measuredPart(benchmarks: Benchmarks): string {
  const letters = new Map(
    Object.keys(benchmarks.machines).map((key, index) => [key, String.fromCharCode(65 + index)]),
  );
  const sections = Object.entries(benchmarks.files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => fileSection(name, file, letters));
  return [
    '## Whole programs',
    machineSection(benchmarks, letters),
    EXPLANATION,
    ...sections,
    '### Commands',
    commandSection(benchmarks),
  ].join('\n\n');
}

/** `document` with its measured part replaced, or appended where there is none yet. */
export function updateReport(document: string, benchmarks: Benchmarks): string {
  const part = `${BEGIN}\n\n${measuredPart(benchmarks)}\n\n${END}`;
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END, begin);
  if (begin >= 0 && end >= 0)
    return document.slice(0, begin) + part + document.slice(end + END.length);
  return `${(document || INTRODUCTION).trimEnd()}\n\n${part}\n`;
}
