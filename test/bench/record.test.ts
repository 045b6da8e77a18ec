import { describe, expect, it } from 'vitest';
import { merge, NOTHING } from '../../bench/run/record.js';
import { MACHINES, record, row } from './support.js';

const TEXT = 'wiki/text';

const measured = merge(
  NOTHING,
  TEXT,
  record(row('xz', 30_000, 0.1), row('foresay -1', 20_000, 2), row('gzip', 35_000, 0.2)),
  MACHINES,
);

const note = (program: string, reason: string) => ({ program, date: '2026-01-03', reason });

describe('merge', () => {
  it('replaces what was measured again and keeps the rest', () => {
    const again = merge(measured, TEXT, record(row('xz', 29_000, 0.1)), MACHINES);
    const sizes = again.files[TEXT]?.rows.map((r) => [r.program, r.archiveBytes]);
    expect(sizes).toEqual([
      ['foresay -1', 20_000],
      ['gzip', 35_000],
      ['xz', 29_000],
    ]);
  });

  it('lets a failure take the place of a result', () => {
    const fresh = { ...record(), failures: [note('xz', 'exit code 1')] };
    const file = merge(measured, TEXT, fresh, MACHINES).files[TEXT];
    expect(file?.rows.map((r) => r.program)).toEqual(['foresay -1', 'gzip']);
    expect(file?.failures).toEqual([note('xz', 'exit code 1')]);
  });

  it('keeps a result when a later run leaves the program out', () => {
    const fresh = { ...record(), skipped: [note('xz', 'some 500 s'), note('slow', 'some 900 s')] };
    const file = merge(measured, TEXT, fresh, MACHINES).files[TEXT];
    expect(file?.rows.map((r) => r.program)).toContain('xz');
    expect(file?.skipped).toEqual([note('slow', 'some 900 s')]);
  });

  it('forgets that a program was left out as soon as it was run', () => {
    const left = merge(measured, TEXT, { ...record(), skipped: [note('slow', 'long')] }, MACHINES);
    const run = merge(left, TEXT, record(row('slow', 9_000, 900)), MACHINES);
    expect(run.files[TEXT]).not.toHaveProperty('skipped');
  });

  it('drops what belonged to a file of another size', () => {
    const fresh = { bytes: 1, rows: [row('xz', 60, 0.1)], failures: [] };
    expect(merge(measured, TEXT, fresh, MACHINES).files[TEXT]?.rows).toHaveLength(1);
  });

  it('lists only machines that a row names', () => {
    expect(Object.keys(measured.machines)).toEqual(['here']);
    const both = merge(measured, 'other', record(row('xz', 1, 1, 'there')), MACHINES);
    expect(Object.keys(both.machines)).toEqual(['here', 'there']);
  });
});
