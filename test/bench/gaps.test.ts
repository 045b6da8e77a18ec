import { describe, expect, it } from 'vitest';
import { gapTable, summaryTable } from '../../bench/report/gap-table.js';
import { gaps } from '../../bench/report/gaps.js';
import { updateReadme } from '../../bench/report/readme.js';
import { merge, NOTHING } from '../../bench/run/record.js';
import { MACHINES, record, row } from './support.js';

/** At 100,000 bytes, 100 / seconds is KB/s. */
const file = record(
  row('foresay -1', 25_000, 0.2),
  row('foresay -9', 20_000, 10),
  row('smaller', 19_000, 15),
  row('beaten', 21_000, 12),
  row('faster', 30_000, 0.15),
  row('much faster', 40_000, 0.01),
  row('between', 22_000, 0.5),
  row('too slow', 10_000, 100),
);

describe('gaps', () => {
  it('are the rivals within the range that no level beats, with the distance to the nearest level', () => {
    const found = gaps(file).map(({ rival, nearest, distance }) => [
      rival.program,
      nearest?.program,
      distance?.toFixed(3),
    ]);
    expect(found).toEqual([
      ['faster', undefined, undefined],
      ['between', 'foresay -1', '0.136'],
      ['smaller', 'foresay -9', '0.053'],
    ]);
  });

  it('are none where every rival is beaten', () => {
    expect(gaps(record(row('foresay -1', 10, 1), row('xz', 11, 1)))).toEqual([]);
  });

  const beaten = record(row('foresay -1', 10, 1), row('xz', 11, 1));
  const files = [
    ['a', file],
    ['b', beaten],
  ] as const;

  it('are listed a line a file', () => {
    const lines = gapTable(files)?.split('\n');
    expect(lines?.[2]?.split(' | ').slice(3)).toEqual([
      'between: 1.760 at 200 (-1 is 13.6 % larger); smaller: 1.520 at 6.67 (-9 is 5.3 % larger)',
      'faster: 2.400 at 667 |',
    ]);
    expect(lines?.[3]).toMatch(/ \| {2}\| {2}\|$/);
  });

  it('that are smaller are named in the summary, beside the difference of the smallest sizes', () => {
    const lines = summaryTable(files)?.split('\n');
    expect(lines?.slice(2)).toEqual([
      '| a | -9: 1.600 at 10.0 | too slow: 0.800 at 1.00 | +100.0 % | between; smaller |',
      '| b | -1: 0.00080 at 100 | xz: 0.00088 at 100 | -9.1 % |  |',
    ]);
  });

  it('are not listed for files without foresay or without a rival', () => {
    const alone = [['c', record(row('xz', 1, 1))]] as const;
    expect(gapTable(alone)).toBeUndefined();
    expect(summaryTable(alone)).toBeUndefined();
    expect(gapTable([['d', record(row('foresay -1', 1, 1))]])).toBeUndefined();
  });
});

describe('the figures of the README', () => {
  const rows = record(
    row('foresay -1', 25_000, 0.2),
    row('foresay --model=x', 1, 1),
    row('xz', 30_000, 1),
  );
  const benchmarks = merge(NOTHING, 'wiki/enwik6', rows, MACHINES);
  const readme = [
    'before',
    '<!-- programs: npm run bench writes between these lines -->',
    'old',
    '<!-- end of programs -->',
    '<!-- levels: npm run bench writes between these lines -->',
    '<!-- end of levels -->',
    'after',
  ].join('\n');

  it('stand between their markers', () => {
    const text = updateReadme(readme, benchmarks);
    expect(text).toContain('| xz | 30,000 | 2.400 | 100 | 100 | 2.00 |');
    expect(text).toContain('| `-1` | 2.000 | 500, 500 | 2.00 |');
    expect(text).not.toContain('old');
    expect(text).not.toContain('model=x');
    expect(updateReadme(text, benchmarks)).toBe(text);
  });

  it('are left alone where there are no markers or no measurements', () => {
    expect(updateReadme('nothing', benchmarks)).toBe('nothing');
    expect(updateReadme(readme, NOTHING)).toBe(readme);
  });
});
