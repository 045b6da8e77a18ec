/** A learning curve in characters. */

/** Eighths of a character cell, from the bottom. */
const BLOCKS = ' ▁▂▃▄▅▆▇█';

export interface ChartFrame {
  /** Characters. */
  readonly width: number;
  readonly height: number;
  /** Value at the top edge; the bottom edge is 0. */
  readonly top: number;
  /** A value drawn as a dashed line where no column covers it. */
  readonly line: number | undefined;
}

/** @returns The lines from top to bottom: a bar of eighths for each value, the scale at the left. */
export function chartLines(
  values: readonly number[],
  { width, height, top, line }: ChartFrame,
): string[] {
  const labels = scale(top, height);
  const margin = Math.max(...labels.map((label) => label.length)) + 2;
  const columns = averaged(values, Math.max(1, width - margin));
  const eighths = columns.map((value) =>
    Math.round((Math.min(Math.max(value, 0), top) / top) * 8 * height),
  );
  const lineRow = line === undefined ? -1 : Math.min(height - 1, Math.floor((line / top) * height));
  return labels.map((label, i) => {
    const row = height - 1 - i;
    const cells = Array.from({ length: width - margin }, (_, x) => {
      const filled = Math.min(8, Math.max(0, (eighths[x] ?? 0) - 8 * row));
      return filled === 0 && row === lineRow ? '╌' : (BLOCKS[filled] as string);
    });
    return `${label.padStart(margin - 2)} │${cells.join('')}`.trimEnd();
  });
}

/** Labels of the first and the last line. */
function scale(top: number, height: number): string[] {
  return Array.from({ length: height }, (_, i) =>
    i === 0 ? top.toFixed(2) : i === height - 1 ? '0.00' : '',
  );
}

/** At most `count` means of consecutive values, all of the same number of values but the last. */
function averaged(values: readonly number[], count: number): number[] {
  const size = Math.max(1, Math.ceil(values.length / count));
  const means: number[] = [];
  for (let i = 0; i < values.length; i += size) {
    const part = values.slice(i, i + size);
    means.push(part.reduce((sum, value) => sum + value, 0) / part.length);
  }
  return means;
}
