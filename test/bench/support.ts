/** Measurements made up for tests. */

import type { FileRecord, Row } from '../../bench/run/record.js';
import type { TrainingRun } from '../../bench/run/results.js';

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

const trained = {
  ...{ program: 'foresay', runs: 'WebAssembly', version: '0.1', cell: 'gru', width: 128 },
  ...{ layers: 2, symbols: 2, norm: 'none', threads: 1, median: 30_000 },
  ...{ best: 40_000, bits: 0.37, load: 0.5, multiplyAdds: 400_000 },
};

export const TRAINING: TrainingRun = {
  machine: 'Abacus',
  inRegisters: 50,
  rows: [
    trained,
    { ...trained, norm: 'rms', busiest: 40_000 },
    { ...trained, norm: 'rms', threads: 2, best: 60_000, busiest: 70_000 },
    ...[2, 64].map((symbols) => {
      const { multiplyAdds: _, ...row } = trained;
      const speed = { best: symbols === 2 ? 100_000 : 90_000, median: 80_000 };
      return { ...row, program: 'PyTorch', version: '1.13', runs: 'native', symbols, ...speed };
    }),
  ],
};
