/** The end of a curve, without reading all of it. */
import { type FileHandle, open } from 'node:fs/promises';
import { parseReport, type Report } from './report-line.js';

/** Bytes read first; a line has about 120. */
const TAIL = 1 << 16;

export interface LastReport {
  readonly last: Report | undefined;
  /** Of the last report with validation. */
  readonly validation: number | undefined;
  /** Whether the file has lines but its end is no report. */
  readonly damaged: boolean;
}

/** A line without an end is being written, and is left out. Throws the system's error. */
export async function lastReport(path: string): Promise<LastReport> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = await bytesFrom(file, Math.max(0, size - TAIL), size);
    const last = lastOf(tail, '\n');
    const found = validationIn(tail);
    // Validation may be rare: then its last line is searched for in the whole file, which takes 10 ms for 10^5 lines.
    const validation =
      found ?? (size > TAIL ? validationIn(await bytesFrom(file, 0, size - TAIL)) : undefined);
    return { last, validation, damaged: last === undefined && tail.includes('\n') };
  } finally {
    await file.close();
  }
}

async function bytesFrom(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}

function validationIn(bytes: Buffer): number | undefined {
  return lastOf(bytes, '"validation":')?.validation;
}

/** The report of the last whole line that has a word, of which the line's end is one. */
function lastOf(bytes: Buffer, word: string): Report | undefined {
  const lastEnd = bytes.lastIndexOf('\n');
  if (lastEnd < 0) return undefined;
  const at = word === '\n' ? lastEnd : bytes.subarray(0, lastEnd).lastIndexOf(word);
  if (at < 0) return undefined;
  const start = at === 0 ? 0 : bytes.lastIndexOf('\n', at - 1) + 1;
  return parseReport(bytes.toString('utf8', start, bytes.indexOf('\n', at)));
}
