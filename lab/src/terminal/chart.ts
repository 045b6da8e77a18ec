/** A learning curve in braille characters: each holds two columns and four rows of dots. */

export interface ChartFrame {
  /** Characters. */
  readonly width: number;
  readonly height: number;
  /** Value at the top edge; the bottom edge is 0. */
  readonly top: number;
  /** A value that is drawn as a dashed line. */
  readonly line: number | undefined;
}

const BRAILLE = 0x2800;
/** Bits of the dots of a character, [row from the top][column]. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** @returns The lines from top to bottom: the scale, then a curve through the values. Values out of range are at the edge. */
export function chartLines(
  values: readonly number[],
  { width, height, top, line }: ChartFrame,
): string[] {
  const labels = scale(top, height);
  const margin = Math.max(...labels.map((label) => label.length)) + 2;
  const columns = Math.max(1, width - margin);
  const dots = height * 4;
  const rowOf = (value: number) =>
    Math.min(dots - 1, Math.max(0, Math.round((1 - value / top) * (dots - 1))));
  const cells = new Uint8Array(columns * height);
  averaged(values, 2 * columns)
    .map(rowOf)
    .forEach((row, x, rows) => {
      const before = rows[x - 1] ?? row;
      // A jump is drawn as a vertical stroke, so that the curve has no gaps.
      const first = before < row ? before + 1 : row;
      const last = before > row ? before - 1 : row;
      for (let dot = first; dot <= last; dot++) {
        const cell = (dot >> 2) * columns + (x >> 1);
        cells[cell] = (cells[cell] as number) | (DOTS[dot & 3]?.[x & 1] as number);
      }
    });
  const lineRow = line === undefined ? -1 : rowOf(line) >> 2;
  return labels.map((label, row) => {
    const text = Array.from(cells.subarray(row * columns, (row + 1) * columns), (bits) =>
      bits > 0 ? String.fromCharCode(BRAILLE + bits) : row === lineRow ? '╌' : ' ',
    );
    return `${label.padStart(margin - 2)} │${text.join('')}`.trimEnd();
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
