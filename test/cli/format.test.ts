/** Numbers in reports and in arguments. */
import { describe, expect, it } from 'vitest';
import { parseCount, parseShare, parseSize } from '#dist/cli/arguments/numbers.js';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatRatio,
  formatSpeed,
  ratios,
} from '#dist/cli/report/format.js';

describe('format', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 KB'],
    [9994, '9.99 KB'],
    [9996, '10.0 KB'],
    [99_960, '100 KB'],
    [999_499, '999 KB'],
    [999_500, '1.00 MB'],
    [10_192_446, '10.2 MB'],
    [3e15, '3.00 PB'],
    [3e18, '3000 PB'],
  ])('%d bytes: %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [252, '4 min 12 s'],
    [3600, '1 h 00 min'],
    [86_399, '1 d 00 h'],
    [200_000, '2 d 08 h'],
  ])('%d seconds: %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [252, '4:12'],
    [3599.6, '1:00:00'],
    [11_109, '3:05:09'],
  ])('%d seconds on the status line: %s', (seconds, text) =>
    expect(formatClock(seconds)).toBe(text),
  );

  it('separates thousands', () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('handles an empty original and no time', () => {
    expect(formatRatio(12, 0)).toBe('-');
    expect(ratios(12, 0)).toEqual({ ratio: null, bpc: null });
    expect(formatSpeed(12, 0)).toBe('-');
  });

  it('computes ratios', () => {
    expect(formatRatio(207, 1000)).toBe('0.207');
    expect(ratios(1, 3)).toEqual({ ratio: 0.333333, bpc: 2.666667 });
    expect(formatSpeed(12_000, 0.5)).toBe('24.0 KB/s');
  });
});

describe('numbers in arguments', () => {
  it.each([
    ['0', 0],
    ['4096', 4096],
    ['1k', 1024],
    ['64M', 2 ** 26],
    ['1.5GiB', 1.5 * 2 ** 30],
    ['2GB', 2 ** 31],
    ['1T', 2 ** 40],
  ])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', 'M', '-1', '1e3', '1MM', '0x10', ' 1', '99999999T', '50%'])('not %j', (text) => {
    expect(parseSize(text)).toBeUndefined();
  });

  it('parses shares of a whole', () => {
    expect(parseShare('12.5%', 1000)).toBe(125);
    expect(parseShare('1K', 1000)).toBe(1024);
    expect(parseShare('%', 1000)).toBeUndefined();
  });

  it('parses counts within bounds', () => {
    expect(['0', '256', '257', '-1', '1.5', '', '1x'].map((s) => parseCount(s, 0, 256))).toEqual([
      0,
      256,
      ...Array<undefined>(5).fill(undefined),
    ]);
  });
});
