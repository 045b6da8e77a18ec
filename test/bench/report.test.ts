import { describe, expect, it } from 'vitest';
import { table } from '../../bench/report/markdown.js';
import { charts, MARKERS, updateReport } from '../../bench/report/report.js';
import { bitsPerByte, significant } from '../../bench/report/speed.js';
import { merge, NOTHING } from '../../bench/run/record.js';
import { MACHINES, record, row } from './support.js';

const TEXT = 'wiki/text';

const measured = merge(
  NOTHING,
  TEXT,
  record(row('xz', 30_000, 0.1), row('foresay -1', 20_000, 2), row('gzip', 35_000, 0.2)),
  MACHINES,
);

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
    const written = `# Mine\n\nbefore\n\n${MARKERS.begin}\nold\n${MARKERS.end}\n\nafter\n`;
    const updated = updateReport(written, measured);
    expect(updated.startsWith(`# Mine\n\nbefore\n\n${MARKERS.begin}\n`)).toBe(true);
    expect(updated.endsWith(`${MARKERS.end}\n\nafter\n`)).toBe(true);
    expect(updated).not.toContain('\nold\n');
    expect(updateReport(updated, measured)).toBe(updated);
  });

  it('marks rows with their machine as soon as there are two', () => {
    expect(document).not.toContain('(A)');
    const both = merge(measured, TEXT, record(row('xz', 30_000, 1, 'there')), MACHINES);
    const text = updateReport(document, both);
    expect(text).toContain('(A) Abacus');
    expect(text).toContain('| xz (B) |');
  });

  it('sorts files into kinds, with a chart for each', () => {
    const logs = record(row('xz', 9_000, 0.1), row('foresay -1', 8_000, 2));
    const both = merge(measured, 'logs/some.log', logs, MACHINES);
    const text = updateReport('', both);
    const headings = text.split('\n').filter((line) => line.startsWith('###'));
    expect(headings).toEqual([
      '### Who holds the frontier',
      '### Text',
      '#### wiki/text (100,000 bytes)',
      '### Logs',
      '#### logs/some.log (100,000 bytes)',
      '### Commands',
    ]);
    expect([...charts(both).keys()]).toEqual(['text', 'logs']);
    expect(text).toContain('](docs/charts/text.svg)');
  });

  it('refers to no chart where there is nothing to compare', () => {
    const alone = merge(NOTHING, TEXT, record(row('xz', 1, 1)), MACHINES);
    expect(updateReport('', alone)).not.toContain('.svg');
  });

  it('shows mixtures as the cost of a byte', () => {
    const small = { ...record(row('foresay -1', 1, 2)), bytes: 1e6 };
    const large = { ...record(row('foresay -1', 1, 21)), bytes: 1e7 };
    const mixed = merge(merge(NOTHING, 'mixture/10MB', large, MACHINES), 'mixture/1MB', small, {});
    const text = updateReport('', mixed);
    expect(text).toContain('| µs a byte there, back; MiB | 1 MB | 10 MB |');
    expect(text).toContain('| foresay -1 | 2.00, 2.00; 2.00 | 2.10, 2.10; 2.00 |');
    expect(charts(mixed).get('mixture')).toContain('foresay -1');
  });

  it('lists what a run left out for its length', () => {
    const skip = { program: 'slow', date: '2026-01-03', reason: 'some 500 s' };
    const fresh = { ...record(), skipped: [skip] };
    expect(updateReport('', merge(measured, TEXT, fresh, MACHINES))).toContain(
      '- Not run: slow (some 500 s)',
    );
  });

  it('says which program failed and why', () => {
    const failure = {
      program: 'bad',
      date: '2026-01-03',
      reason: 'the bytes that came back differ',
    };
    const fresh = { ...record(), failures: [failure] };
    expect(updateReport('', merge(measured, TEXT, fresh, MACHINES))).toContain(
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

  it.each([
    [20_000, 100_000, '1.600'],
    [20, 100_000, '0.0016'],
  ])('prints %d of %d bytes as %s bits a byte', (archive, bytes, text) => {
    expect(bitsPerByte(archive, bytes)).toBe(text);
  });

  it('makes tables', () => {
    expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | ---: |\n| 1 | 2 |');
  });
});
