/** How long a measurement will take, guessed from what is known, so that one that takes too long is not begun. */
import type { Program } from './program.js';
import type { Benchmarks } from './record.js';

/** Below this the start of a process is most of what was measured. */
const ENOUGH_BYTES = 100_000;

/**
 * Seconds that `program` will need for `bytes` bytes in one direction: at the middle of the paces it was measured to
 * have, else at the pace it is known for. Undefined when nothing is known.
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
  const known = program.pace === undefined ? undefined : 0.001 / program.pace;
  const secondsPerByte = measured[measured.length >> 1] ?? known;
  return secondsPerByte === undefined ? undefined : secondsPerByte * bytes;
}
