import { describe, expect, it } from 'vitest';
import { documents, SUMMARY, updateOverview } from '../../bench/report/documents.js';
import { table } from '../../bench/report/markdown.js';
import { bitsPerByte, significant } from '../../bench/report/speed.js';
import { type Benchmarks, merge, NOTHING } from '../../bench/run/record.js';
import { MACHINES, record, row, TRAINING } from './support.js';

const TEXT = 'wiki/text';

const measured = merge(
  NOTHING,
  TEXT,
  record(row('xz', 30_000, 0.1), row('foresay -1', 20_000, 2), row('gzip', 35_000, 0.2)),
  MACHINES,
);

const made = (benchmarks: Benchmarks) =>
  documents({ benchmarks, kernels: {}, concurrency: {}, training: {} });
const text = (benchmarks: Benchmarks, name: string) =>
  made(benchmarks).get(`docs/benchmarks/${name}`) ?? '';

describe('the document of a kind', () => {
  it('sorts by size, shows foresay in bold and marks the frontier', () => {
    const rows = text(measured, 'text.md')
      .split('\n')
      .filter((line) => /^\| (\*\*)?(foresay|xz|gzip)/.test(line));
    expect(rows).toEqual([
      '| **foresay -1** | 20,000 | 1.600 | 50.0 | 50.0 | 2.00 | 2.00 | both ways |',
      '| xz | 30,000 | 2.400 | 1,000 | 1,000 | 2.00 | 2.00 | both ways |',
      '| gzip | 35,000 | 2.800 | 500 | 500 | 2.00 | 2.00 |  |',
    ]);
  });

  it('marks rows with their machine as soon as there are two', () => {
    expect(text(measured, 'text.md')).not.toContain('(A)');
    const both = merge(measured, TEXT, record(row('xz', 30_000, 1, 'there')), MACHINES);
    expect(text(both, 'programs.md')).toContain('(A) Abacus');
    expect(text(both, 'text.md')).toContain('| xz (B) |');
  });

  it('is one of several, each with a chart', () => {
    const logs = record(row('xz', 9_000, 0.1), row('foresay -1', 8_000, 2));
    const both = merge(measured, 'logs/some.log', logs, MACHINES);
    expect([...made(both).keys()].sort()).toEqual([
      'docs/benchmarks/charts/logs.svg',
      'docs/benchmarks/charts/overview.svg',
      'docs/benchmarks/charts/text.svg',
      'docs/benchmarks/frontier.md',
      'docs/benchmarks/logs.md',
      'docs/benchmarks/programs.md',
      'docs/benchmarks/text.md',
    ]);
    expect(text(both, 'logs.md')).toContain('## logs/some.log (100,000 bytes)');
    expect(text(both, 'logs.md')).toContain('](charts/logs.svg)');
  });

  it('has no chart where there is nothing to compare', () => {
    const alone = merge(NOTHING, TEXT, record(row('xz', 1, 1)), MACHINES);
    expect([...made(alone).values()].join()).not.toContain('.svg');
    expect([...made(alone).keys()].join()).not.toContain('.svg');
  });

  it('shows mixtures as the cost of a byte', () => {
    const small = { ...record(row('foresay -1', 1, 2)), bytes: 1e6 };
    const large = { ...record(row('foresay -1', 1, 21)), bytes: 1e7 };
    const mixed = merge(merge(NOTHING, 'mixture/10MB', large, MACHINES), 'mixture/1MB', small, {});
    expect(text(mixed, 'mixture.md')).toContain('| µs a byte there, back; MiB | 1 MB | 10 MB |');
    expect(text(mixed, 'mixture.md')).toContain(
      '| foresay -1 | 2.00, 2.00; 2.00 | 2.10, 2.10; 2.00 |',
    );
    expect(text(mixed, 'charts/mixture.svg')).toContain('foresay -1');
  });

  it('lists the programs that a run left out for their time', () => {
    const skip = { program: 'slow', date: '2026-01-03', reason: 'some 500 s' };
    const fresh = { ...record(), skipped: [skip] };
    expect(text(merge(measured, TEXT, fresh, MACHINES), 'text.md')).toContain(
      '- Not run: slow (some 500 s)',
    );
  });

  it('names the programs that failed, with the reason', () => {
    const failure = {
      program: 'bad',
      date: '2026-01-03',
      reason: 'the bytes that came back differ',
    };
    const fresh = { ...record(), failures: [failure] };
    expect(text(merge(measured, TEXT, fresh, MACHINES), 'text.md')).toContain(
      '- bad is left out: the bytes that came back differ',
    );
  });
});

describe('the overview', () => {
  it('shows for each kind the file with the most programs', () => {
    const fewer = record(row('xz', 9_000, 0.1), row('foresay -1', 8_000, 2));
    const chart = text(merge(measured, 'wiki/another', fewer, MACHINES), 'charts/overview.svg');
    expect(chart).toContain('Text: wiki/text');
    expect(chart).not.toContain('wiki/another');
  });

  it('keeps the hand-written parts around the summary', () => {
    const { begin, end } = SUMMARY;
    const written = `# Mine\n\nbefore\n\n${begin}\nold\n${end}\n\nafter\n`;
    const updated = updateOverview(written, measured, true);
    expect(updated.startsWith(`# Mine\n\nbefore\n\n${begin}\n`)).toBe(true);
    expect(updated.endsWith(`${end}\n\nafter\n`)).toBe(true);
    expect(updated).toContain('](benchmarks/charts/overview.svg)');
    expect(updated).not.toContain('\nold\n');
    expect(updateOverview(updated, measured, true)).toBe(updated);
    expect(updateOverview('', measured, false)).not.toContain('.svg');
  });
});

describe('the other themes', () => {
  const kernels = {
    'Node 20': {
      inRegisters: 50,
      products: [
        { kernel: 'multiply', rows: 1, K: 2, N: 3, speed: 40 },
        { kernel: 'multiply', rows: 4, K: 2, N: 3, speed: 45.5 },
      ],
      functions: { exp: 1.25 },
    },
    'Node 24': {
      machine: 'Abacus',
      products: [{ kernel: 'multiply', rows: 1, K: 2, N: 3, speed: 41 }],
      functions: {},
    },
  };
  const concurrency = {
    'level 1': {
      rows: [
        { calls: 4, together: true, workers: true, seconds: 0.1, cpuSeconds: 0.24, mebibytes: 98 },
        { calls: 4, together: false, workers: false, seconds: 2, cpuSeconds: 1, mebibytes: 9 },
      ],
    },
  };
  const training = { 'Node 20': TRAINING };
  const others = documents({ benchmarks: NOTHING, kernels, concurrency, training });

  it('set kernels of two versions of Node side by side, with the share of the speed in registers', () => {
    const document = others.get('docs/benchmarks/kernels.md');
    expect(document).toContain('| multiply | 1 x 2 x 3 | 40 (80 %) | 41 |');
    expect(document).toContain('| multiply | 4 x 2 x 3 | 45.5 (91 %) |  |');
    expect(document).toContain('| exp | 1.25 |  |');
    expect(document).toContain('- Node 24: in registers not recorded; Abacus');
  });

  it('list calls together and in turn', () => {
    const document = others.get('docs/benchmarks/concurrency.md');
    expect(document).toContain('## Level 1');
    expect(document).toContain('| 4 together | 0.10 | 0.24 | 98 |');
    expect(document).toContain('| 4 in turn, `threads: 0` | 2.00 | 1.00 | 9 |');
  });

  it('rank the programs that train one network, and give the share of the speed in registers', () => {
    const document = others.get('docs/benchmarks/training.md') ?? '';
    const fast = document.indexOf(
      '| PyTorch 1.13 | native | 1 | 100,000 | 90,000 | 80,000 | 0.37 | 0.5 |',
    );
    const slow = document.indexOf(
      '| foresay 0.1 | WebAssembly | 1 | 40,000 |  | 30,000 | 0.37 | 0.5 |',
    );
    expect(fast).toBeGreaterThan(0);
    expect(slow).toBeGreaterThan(fast);
    expect(document).toContain(
      '| GRU 128 x 2 | 2 | 2 | 60,000 | 48.0 | 48 % | 1.50 | 1.75 | 0.5 |',
    );
  });

  it('are all that is made where no file was measured', () => {
    expect([...others.keys()]).toEqual([
      'docs/benchmarks/kernels.md',
      'docs/benchmarks/concurrency.md',
      'docs/benchmarks/training.md',
    ]);
  });
});

describe('figures', () => {
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
