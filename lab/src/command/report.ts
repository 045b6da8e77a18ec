/** Figures and tables as text. */
import type { Figure } from '../theory/figure.js';

/** `0.721928 bits`, `0.6667 +- 0.0012 bits`, `at most 20 bits`, `unknown`. */
export function figureText({ kind, bits, standardError }: Figure): string {
  if (bits === undefined) return 'unknown';
  if (standardError !== undefined) return `${intervalText(bits, standardError)} bits`;
  const prefix = { 'lower bound': 'at least ', 'upper bound': 'at most ' }[kind as string] ?? '';
  return `${prefix}${numberText(bits)} bits`;
}

/** A value and its error, to the second digit of the error. */
export function intervalText(value: number, error: number): string {
  if (!(error >= 1e-7)) return `${numberText(value)} +- 0`;
  const digits = Math.max(0, 1 - Math.floor(Math.log10(error)));
  return `${value.toFixed(digits)} +- ${error.toFixed(digits)}`;
}

/** Six significant digits, without zeros at the end. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Rows of cells as columns: the first `left` of them to the left, the others to the right. */
export function tableText(rows: readonly (readonly string[])[], left = 1): string {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
