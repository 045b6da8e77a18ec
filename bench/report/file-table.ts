/** One file's measurements as a table, the smallest archive first. */
import { isOurs } from '../run/program.js';
import type { FileRecord, Row } from '../run/record.js';
import { frontier } from './frontier.js';
import { table } from './markdown.js';
import { bitsPerByte, mebibytes, significant, speed } from './speed.js';

function onFrontier(compress: boolean, decompress: boolean): string {
  if (compress && decompress) return 'both ways';
  return compress ? 'compressing' : decompress ? 'decompressing' : '';
}

export function emphasise(program: string): string {
  return isOurs(program) ? `**${program}**` : program;
}

/** `letters` names the machines; they are shown where there are several. */
export function fileTable(file: FileRecord, letters: ReadonlyMap<string, string>): string {
  const rows = [...file.rows].sort((a, b) => a.archiveBytes - b.archiveBytes);
  const points = (way: 'compress' | 'decompress') =>
    frontier(rows.map((r) => ({ bytes: r.archiveBytes, speed: speed(file.bytes, r[way]) })));
  const compressing = points('compress');
  const decompressing = points('decompress');
  const machine = (row: Row) => (letters.size > 1 ? ` (${letters.get(row.machine)})` : '');
  const head = ['program', 'bytes', 'bpc', 'KB/s', 'KB/s back', 'MiB', 'MiB back', 'frontier'];
  const body = rows.map((row, index) => [
    emphasise(row.program) + machine(row),
    row.archiveBytes.toLocaleString('en-US'),
    bitsPerByte(row.archiveBytes, file.bytes),
    significant(speed(file.bytes, row.compress)),
    significant(speed(file.bytes, row.decompress)),
    mebibytes(row.compress),
    mebibytes(row.decompress),
    onFrontier(compressing[index] ?? false, decompressing[index] ?? false),
  ]);
  return table(head, body);
}

/** Which programs are not in the table and why, as a list; '' when none is missing. */
export function absences(file: FileRecord): string {
  const failed = file.failures.map((one) => `- ${one.program} is left out: ${one.reason}`);
  const skipped = (file.skipped ?? []).map((one) => `${one.program} (${one.reason})`);
  const lines = skipped.length > 0 ? [`- Not run: ${skipped.join(', ')}`] : [];
  return [...failed, ...lines].join('\n');
}
