import { describe, expect, it } from 'vitest';
import { expectedSeconds } from '../../bench/run/budget.js';
import { fill, measureCompression, TooSlow } from '../../bench/run/measure.js';
import { type Program, parseRival, splitOptions } from '../../bench/run/program.js';
import { merge, NOTHING } from '../../bench/run/record.js';
import { findVersion } from '../../bench/run/rivals.js';
import { MACHINES, record, row } from './support.js';

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

describe('options of foresay', () => {
  it.each([
    ['-1', ['-1']],
    ['-1,-4', ['-1', '-4']],
    ['-4 --block-size=1M, -9', ['-4 --block-size=1M', '-9']],
    ["--model='lstm(8x1,horizon=5)'", ["--model='lstm(8x1,horizon=5)'"]],
  ])('%s are %j', (text, parts) => {
    expect(splitOptions(text)).toEqual(parts);
  });
});

describe('versions', () => {
  it.each([
    ['xz (XZ Utils) 5.4.1\nliblzma 5.4.1', '5.4.1'],
    ['This is bsc, Block Sorting Compressor. Version 3.3.5. 6 February 2025.', '3.3.5'],
    ['paq8px v216 (c) 2026, Matt Mahoney et al.', '216'],
    ['cmix version 21\nCompress:', '21'],
    ['lpaq1 file compressor (C) 2007, Matt Mahoney', '2007'],
    ['nothing of the kind', ''],
  ])('are found in %j', (text, version) => {
    expect(findVersion(text)).toBe(version);
  });
});

describe('commands', () => {
  const endless: Program = {
    name: 'endless',
    version: '',
    compress: 'while :; do :; done; cp {in} {out}',
    decompress: 'cp {in} {out}',
    suffix: '',
  };

  it('quote file names for the shell', () => {
    expect(fill('a {in} {out}', "it's", 'b.c')).toBe("a 'it'\\''s' b.c");
  });

  it.skipIf(process.platform !== 'linux')('are stopped when their time is up', () => {
    expect(() => measureCompression(endless, import.meta.filename, 1)).toThrow(TooSlow);
  });
});

describe('the expected time', () => {
  const program = { name: 'slow', version: '', compress: '', decompress: '', suffix: '' };
  const known = merge(
    merge(NOTHING, 'a', record(row('slow', 1, 10)), MACHINES),
    'b',
    { ...record(row('slow', 1, 3)), bytes: 1000 },
    MACHINES,
  );

  it('follows earlier measurements on files that are not too short', () => {
    expect(expectedSeconds(known, program, 200_000)).toBeCloseTo(20);
  });

  it('uses the declared speed of a program that was never measured', () => {
    expect(expectedSeconds(NOTHING, { ...program, speed: 2 }, 200_000)).toBeCloseTo(100);
    expect(expectedSeconds(NOTHING, program, 200_000)).toBeUndefined();
  });
});
