/** The kinds detected in a block. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Section, sections } from '#dist/detect/sections.js';
import { joined } from '../support/archives.js';
import { Random } from '../support/random.js';
import { runToEnd } from '../support/stepwise.js';

const ALICE = new Uint8Array(
  readFileSync(new URL('../fixtures/alice29.txt', import.meta.url)),
).subarray(0, 140_000);

const random = new Random(1);
const bytes = (length: number, make: (index: number) => number) =>
  Uint8Array.from({ length }, (_, index) => make(index));

const NOISE = random.bytes(200_000);
const DNA = bytes(100_000, () => random.pick([...'ACGT']).charCodeAt(0));
const LOG = new TextEncoder().encode(
  Array.from(
    { length: 2000 },
    (_, i) => `2026-11-23T${i % 24}:07:11 [${i}] GET /p/${random.below(99)}.html 200 ${i * 37}\n`,
  ).join(''),
);
/** Rows of 20 bytes. */
const TABLE = bytes(100_000, (i) => (i % 20 < 6 ? random.below(256) : (i % 20) * 9));
/** Two channels of 16 bits. */
const SOUND = (() => {
  const samples = new Int16Array(50_000);
  let level = 0;
  for (let i = 0; i < samples.length; i++) {
    level += random.below(401) - 200;
    samples[i] = level;
  }
  return new Uint8Array(samples.buffer);
})();
/** Calls, moves and little else. */
const CODE = bytes(120_000, (i) => {
  const call = [0x48, 0x8b, random.below(256), 0x85, 0xe8, random.below(256), i >> 12, 0, 0, 0x89];
  return call[i % 10] as number;
});

const sectionsOf = (block: Uint8Array, most = 1024): readonly Section[] =>
  runToEnd(sections(block, most));
const kinds = (block: Uint8Array) => sectionsOf(block).map(({ kind }) => kind);

describe('a block of one kind is one section', () => {
  it.each([
    ['text', ALICE],
    ['structured', LOG],
    ['dna', DNA],
    ['records', TABLE],
    ['records', SOUND],
    ['executable', CODE],
    ['incompressible', NOISE],
  ] as const)('%s', (kind, block) => {
    expect(sectionsOf(block)).toEqual([{ kind, length: block.length }]);
  });

  it.each([1, 100, 5000])('a text of %d bytes', (length) => {
    expect(sectionsOf(ALICE.subarray(0, length))).toHaveLength(1);
  });
});

describe('a block of several kinds', () => {
  it('is told apart', () => {
    expect(kinds(joined([ALICE, NOISE, ALICE, CODE]))).toEqual([
      'text',
      'incompressible',
      'text',
      'executable',
    ]);
    const mixed = sectionsOf(joined([ALICE, DNA, SOUND]));
    expect(mixed.map(({ kind }) => kind)).toEqual(['text', 'dna', 'records']);
    expect(Math.abs((mixed[0]?.length ?? 0) - ALICE.length)).toBeLessThan(4096);
    expect(mixed.reduce((sum, { length }) => sum + length, 0)).toBe(340_000);
  });

  it('is not cut for a short stretch', () => {
    expect(kinds(joined([ALICE, NOISE.subarray(0, 8000), ALICE]))).toEqual(['text']);
    expect(kinds(joined([ALICE, LOG.subarray(0, 50_000), ALICE]))).toEqual(['text']);
  });

  it('has no more sections than are asked for', () => {
    const parts = Array.from({ length: 20 }, (_, i) => [ALICE.subarray(0, 80_000), NOISE][i % 2]);
    const block = joined(parts as Uint8Array[]);
    expect(sectionsOf(block).length).toBeGreaterThan(10);
    for (const most of [1, 2, 7]) expect(sectionsOf(block, most).length).toBeLessThanOrEqual(most);
  });

  it('is one text in an archive of small files', () => {
    const file = (i: number) => {
      const text = ALICE.subarray(3000 * i, 3000 * i + 2500 + 10 * i);
      return joined([new TextEncoder().encode(`${i}.txt`), new Uint8Array(506), text]);
    };
    expect(kinds(joined(Array.from({ length: 30 }, (_, i) => file(i))))).toEqual(['text']);
  });
});

describe('what looks random', () => {
  it('is modelled where it came before', () => {
    const again = joined([NOISE, random.bytes(150_000), NOISE.subarray(1001, 151_001)]);
    const [first, second, third, ...rest] = sectionsOf(again);
    expect(rest).toEqual([]);
    expect([first?.kind, second?.kind, third?.kind]).toEqual([
      'binary',
      'incompressible',
      'binary',
    ]);
  });

  it('is modelled where it has a period', () => {
    const period = random.bytes(1000);
    expect(kinds(bytes(100_000, (i) => period[i % 1000] as number))).not.toContain(
      'incompressible',
    );
    expect(kinds(bytes(100_000, (i) => i & 255))).not.toContain('incompressible');
  });

  it('is modelled where bytes or pairs are uneven', () => {
    const uneven = bytes(200_000, () =>
      random.below(4) === 0 ? random.below(128) : random.below(256),
    );
    expect(kinds(uneven)).not.toContain('incompressible');
    let last = 0;
    const pairs = bytes(200_000, () => {
      last = random.below(12) === 0 ? (last * 5 + 1) & 255 : random.below(256);
      return last;
    });
    expect(kinds(pairs)).not.toContain('incompressible');
  });
});
