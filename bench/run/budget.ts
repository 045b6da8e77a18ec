/** An estimate of a measurement's time, so that one that would take too long is not begun. */
import type { Program } from './program.js';
import type { Benchmarks } from './record.js';

/** On shorter files the start of a process is most of the measured time. */
const ENOUGH_BYTES = 100_000;

/**
 * Seconds that `program` will need for `bytes` bytes in one direction: by the median of its measured speeds, else by
 * the speed in its entry. Undefined when there is neither.
 */
export function expectedSeconds(
  benchmarks: Benchmarks,
  program: Program,
  bytes: number,
): number | undefined {
  const measured = Object.values(benchmarks.files)
    .filter((file) => file.bytes >= ENOUGH_BYTES)
    .flatMap((file) => file.rows.map((row) => ({ row, bytes: file.bytes })))
    .filter(({ row }) => row.program === program.name)
    .map((one) => Math.max(one.row.compress.seconds, one.row.decompress.seconds) / one.bytes)
    .sort((a, b) => a - b);
  const declared = program.speed === undefined ? undefined : 0.001 / program.speed;
  const secondsPerByte = measured[measured.length >> 1] ?? declared;
  return secondsPerByte === undefined ? undefined : secondsPerByte * bytes;
}
