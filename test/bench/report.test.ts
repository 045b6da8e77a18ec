import { describe, expect, it } from 'vitest';
import { type FileRecord, merge, NOTHING, type Row } from '../../bench/record.js';
import { BEGIN, END, significant, table, updateReport } from '../../bench/report.js';
import { parseRival } from '../../bench/rivals.js';

const MACHINES = {
  here: { cpu: 'Abacus', cores: 2, memory: '24 GiB', system: 'Debian', node: '20' },
  there: { cpu: 'Brain', cores: 1, memory: '1 GiB', system: 'Debian', node: '20' },
};

function row(program: string, archiveBytes: number, seconds: number, machine = 'here'): Row {
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

function record(...rows: Row[]): FileRecord {
  return { bytes: 100_000, rows, failures: [] };
}

const TEXT = 'text';

const measured = merge(
  NOTHING,
  TEXT,
  record(row('xz', 30_000, 0.1), row('foresay -1', 20_000, 2), row('gzip', 35_000, 0.2)),
  MACHINES,
);

describe('merge', () => {
  it('replaces what was measured again and keeps the rest', () => {
    const again = merge(measured, 'text', record(row('xz', 29_000, 0.1)), MACHINES);
    const sizes = again.files[TEXT]?.rows.map((r) => [r.program, r.archiveBytes]);
    expect(sizes).toEqual([
      ['foresay -1', 20_000],
      ['gzip', 35_000],
      ['xz', 29_000],
    ]);
  });

  it('lets a failure take the place of a result', () => {
    const failure = { program: 'xz', date: '2026-01-03', reason: 'exit code 1' };
    const fresh = { bytes: 100_000, rows: [], failures: [failure] };
    const file = merge(measured, 'text', fresh, MACHINES).files[TEXT];
    expect(file?.rows.map((r) => r.program)).toEqual(['foresay -1', 'gzip']);
    expect(file?.failures).toEqual([failure]);
  });

  it('drops what belonged to a file of another size', () => {
    const fresh = { bytes: 1, rows: [row('xz', 60, 0.1)], failures: [] };
    expect(merge(measured, 'text', fresh, MACHINES).files[TEXT]?.rows).toHaveLength(1);
  });

  it('lists only machines that a row names', () => {
    expect(Object.keys(measured.machines)).toEqual(['here']);
    const both = merge(measured, 'other', record(row('xz', 1, 1, 'there')), MACHINES);
    expect(Object.keys(both.machines)).toEqual(['here', 'there']);
  });
});

describe('report', () => {
  const document = updateReport('', measured);

  it('sorts by size, shows foresay in bold and marks the frontier', () => {
    const rows = document.split('\n').filter((line) => /^\| (\*\*)?(foresay|xz|gzip)/.test(line));
    expect(rows.slice(0, 3)).toEqual([
      '| **foresay -1** | 20,000 | 1.600 | 50.0 | 50.0 | 2.00 | 2.00 | both ways |',
      '| xz | 30,000 | 2.400 | 1,000 | 1,000 | 2.00 | 2.00 | both ways |',
      '| gzip | 35,000 | 2.800 | 500 | 500 | 2.00 | 2.00 |  |',
    ]);
  });

  it('keeps what was written by hand around the measured part', () => {
    const written = `# Mine\n\nbefore\n\n${BEGIN}\nold\n${END}\n\nafter\n`;
    const updated = updateReport(written, measured);
    expect(updated.startsWith(`# Mine\n\nbefore\n\n${BEGIN}\n`)).toBe(true);
    expect(updated.endsWith(`${END}\n\nafter\n`)).toBe(true);
    expect(updated).not.toContain('old');
    expect(updateReport(updated, measured)).toBe(updated);
  });

  it('marks rows with their machine as soon as there are two', () => {
    expect(document).not.toContain('(A)');
    const both = merge(measured, 'text', record(row('xz', 30_000, 1, 'there')), MACHINES);
    const text = updateReport(document, both);
    expect(text).toContain('(A) Abacus');
    expect(text).toContain('| xz (B) |');
  });

  it('says which program failed and why', () => {
    const failure = {
      program: 'bad',
      date: '2026-01-03',
      reason: 'the bytes that came back differ',
    };
    const fresh = { ...record(), failures: [failure] };
    expect(updateReport('', merge(measured, 'text', fresh, MACHINES))).toContain(
      '- bad is left out: the bytes that came back differ',
    );
  });

  it.each([
    [0.01234, '0.0123'],
    [1.5, '1.50'],
    [12.34, '12.3'],
    [99.99, '100'],
    [123.4, '123'],
    [1234.5, '1,230'],
    [1_500_000, '1,500,000'],
  ])('prints %d as %s', (value, text) => {
    expect(significant(value)).toBe(text);
  });

  it('makes tables', () => {
    expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | ---: |\n| 1 | 2 |');
  });
});

describe('a rival by option', () => {
  it('is a name and two commands', () => {
    expect(parseRival('lpaq1 8=lpaq1 8 {in} {out};lpaq1 d {in} {out}')).toMatchObject({
      name: 'lpaq1 8',
      compress: 'lpaq1 8 {in} {out}',
      decompress: 'lpaq1 d {in} {out}',
    });
  });

  it.each(['lpaq1', 'lpaq1=lpaq1 {in} {out}', 'lpaq1=a {in};b {out}'])('is not %s', (text) => {
    expect(() => parseRival(text)).toThrow('{in} and {out}');
  });
});
