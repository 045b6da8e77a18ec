/** Measurements made up for tests. */
import type { FileRecord, Row } from '../../bench/run/record.js';

export const MACHINES = {
  here: { cpu: 'Abacus', cores: 2, memory: '24 GiB', system: 'Debian', node: '20' },
  there: { cpu: 'Brain', cores: 1, memory: '1 GiB', system: 'Debian', node: '20' },
};

export function row(program: string, archiveBytes: number, seconds: number, machine = 'here'): Row {
  const cost = { seconds, wall: seconds, memory: 2048 };
  return {
    program,
    version: '1.0',
    commands: [`${program} < {in} > {out}`, `${program} -d < {in} > {out}`],
    date: '2026-01-02',
    machine,
    archiveBytes,
    compress: cost,
    decompress: cost,
  };
}

/** Of a file of 100,000 bytes. */
export function record(...rows: Row[]): FileRecord {
  return { bytes: 100_000, rows, failures: [] };
}
