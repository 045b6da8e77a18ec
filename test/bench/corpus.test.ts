import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusItems, findItem, parseManifest } from '../../bench/corpus/corpus.js';
import { mixture, randomBytes } from '../../bench/corpus/derived.js';
import { kindOf } from '../../bench/corpus/kinds.js';
import { tar } from '../../bench/corpus/tar.js';
import { ROOT } from '../support/imports.js';

const CORPUS = join(ROOT, '../shared/corpus');
const bytes = (...values: number[]) => Uint8Array.from(values);

describe('the manifest', () => {
  it('is read below its headings', () => {
    expect(parseManifest('path\tbytes\tmd5\na/b\t12\tx\n\n')).toEqual([{ name: 'a/b', bytes: 12 }]);
  });

  it.skipIf(!existsSync(CORPUS))('has a kind for every file', () => {
    const unknown = corpusItems(CORPUS).filter(({ kind }) => kind === 'other');
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it.each([
    ['wiki/enwik6', 'text'],
    ['canterbury/kennedy.xls', 'records'],
    ['canterbury.tar', 'mixed'],
    ['pieces/log-10KB', 'small'],
    ['artificial/random-100MB', 'incompressible'],
    ['mixture/1MB', 'mixture'],
    ['/somewhere/else', 'other'],
  ])('sorts %s into %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind);
  });
});

describe('items', () => {
  it('are paths where the corpus does not know the name', () => {
    const item = findItem(import.meta.filename, [], CORPUS);
    item?.with((path) => expect(path).toBe(import.meta.filename));
    expect(findItem('no/such/file', [], CORPUS)).toBeUndefined();
    expect.assertions(2);
  });

  it.skipIf(!existsSync(CORPUS))('are made when they are used, and gone afterwards', () => {
    const item = findItem('pieces/text-1KB', corpusItems(CORPUS), CORPUS);
    let seen = '';
    item?.with((path) => {
      seen = path;
      expect(readFileSync(path)).toHaveLength(1000);
    });
    expect(existsSync(seen)).toBe(false);
  });
});

describe('random bytes', () => {
  it('are the same every time and of any length', () => {
    expect(randomBytes(7)).toEqual(randomBytes(9).subarray(0, 7));
    expect(new Set(randomBytes(4096)).size).toBe(256);
  });
});

describe('a mixture', () => {
  it('has the same share of every file', () => {
    const files = [bytes(1, 1, 1, 1), bytes(2, 2), bytes(3, 3)];
    expect(mixture(files, 4)).toEqual(bytes(1, 1, 2, 3));
    expect(mixture(files, 8)).toEqual(bytes(1, 1, 1, 1, 2, 2, 3, 3));
  });

  it('is never longer than what it is made of', () => {
    expect(() => mixture([bytes(1)], 2)).toThrow(RangeError);
  });
});

describe('tar', () => {
  const entries = [
    { name: 'a.txt', bytes: bytes(104, 105) },
    { name: 'empty', bytes: bytes() },
    { name: 'block', bytes: new Uint8Array(512).fill(120) },
  ];
  const archive = tar(entries);

  it('fills whole records', () => {
    expect(archive.length).toBe(10_240);
  });

  it.skipIf(process.platform === 'win32')('is read by tar', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foresay-tar-'));
    try {
      writeFileSync(join(folder, 'x.tar'), archive);
      execFileSync('tar', ['xf', 'x.tar'], { cwd: folder });
      for (const { name, bytes } of entries)
        expect(new Uint8Array(readFileSync(join(folder, name)))).toEqual(bytes);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
