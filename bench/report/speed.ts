/** Speeds, sizes and memory as printed figures. */
import type { Cost } from '../run/record.js';

/** Thousand bytes of the original file per second of user plus system time. */
export function speed(bytes: number, cost: Cost): number {
  return bytes / 1000 / cost.seconds;
}

/** Three significant digits, thousands separated: 0.0123, 12.3, 1,230. */
export function significant(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const decimals = rounded === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(rounded)));
  return rounded.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** Bits of archive per byte of the original: three decimals, or two significant digits below 0.01. */
export function bitsPerByte(archiveBytes: number, bytes: number): string {
  const bpc = (8 * archiveBytes) / bytes;
  return bpc < 0.01 ? bpc.toPrecision(2) : bpc.toFixed(3);
}

export function mebibytes(cost: Cost): string {
  return significant(cost.memory / 1024);
}
