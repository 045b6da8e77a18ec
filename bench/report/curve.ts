/** The cost of a byte against the size of the file, measured on the mixtures. It should be constant. */
import { isOurs } from '../run/program.js';
import type { FileRecord } from '../run/record.js';
import { type CurvePoint, costChart } from './chart.js';
import { table } from './markdown.js';
import { mebibytes, significant } from './speed.js';

type Files = readonly (readonly [string, FileRecord])[];

export const CURVE_EXPLANATION = `Mixtures of 1 to 100 MB, measured by \`npm run bench:curve\`. Each holds the same share of the beginning of every file
of the corpus, without files that are part of another. So mixtures differ in size and not in content. Microseconds a byte are
of whole processes, compressing and decompressing; MiB are the peak when compressing.`;

const megabytes = (file: FileRecord) => file.bytes / 1e6;

/** foresay's points, in order of program and size. */
export function curvePoints(files: Files): CurvePoint[] {
  return files
    .flatMap(([, file]) =>
      file.rows
        .filter((row) => isOurs(row.program))
        .map((row) => ({
          program: row.program,
          megabytes: megabytes(file),
          cost: (1e6 * row.compress.seconds) / file.bytes,
        })),
    )
    .sort((a, b) =>
      a.program === b.program ? a.megabytes - b.megabytes : a.program < b.program ? -1 : 1,
    );
}

export function curveChart(files: Files): string {
  return costChart(curvePoints(files));
}

/** A line a program, a column a size. */
export function curveTable(files: Files): string {
  const bySize = [...files].sort(([, a], [, b]) => a.bytes - b.bytes).map(([, file]) => file);
  const programs = [...new Set(curvePoints(files).map(({ program }) => program))];
  const rows = programs.map((program) => [
    program,
    ...bySize.map((file) => {
      const row = file.rows.find((one) => one.program === program);
      if (row === undefined) return '';
      const cost = (seconds: number) => significant((1e6 * seconds) / file.bytes);
      return `${cost(row.compress.seconds)}, ${cost(row.decompress.seconds)}; ${mebibytes(row.compress)}`;
    }),
  ]);
  const head = ['µs a byte there, back; MiB', ...bySize.map((file) => `${megabytes(file)} MB`)];
  return table(head, rows);
}
