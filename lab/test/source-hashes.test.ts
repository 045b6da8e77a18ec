/** Known answers: the first 100,000 symbols of each source with seed 1. They must never change, on any machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SOURCE_KINDS } from '../src/sources/kinds.js';
import { DRIVEN, digest, EVEN_PROCESS, source, symbolsOf, writeImages } from './support/sources.js';

const LENGTH = 100_000;
const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
const images = writeImages(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const CASES: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  ['iid', {}, 'dc90ebfbff18d584'],
  ['iid', { probabilities: '0.9,0.1' }, '8d8a74b9a547f508'],
  ['iid', { probabilities: '0.4,0.3,0.2,0.1' }, 'fc9a0b4bbe8149e6'],
  ['k-markov', { k: '10' }, '1bec4e7be3b97a68'],
  ['k-markov', { k: '20' }, 'da42deaec0ee472e'],
  ['k-markov', { k: '60' }, 'baee64f2997e98db'],
  ['xor-feedback', { k: '20', noise: '0.2' }, '863d4e3c8a7b3a00'],
  ['xor-observed', { k: '20', noise: '0.1' }, '9ba4ca81bc38ad1e'],
  ['fibonacci', { lags: '15,1' }, '452dd106895f54bd'],
  ['fibonacci', { lags: '95,11' }, 'ddad4e7bc568108a'],
  ['additive', { lags: '17,5', bits: '8' }, 'a1f65456c458ce62'],
  ['additive', { lags: '17,5', bits: '32' }, '4fe9dfb0f421d2bb'],
  ['additive', { lags: '55,24', bits: '64' }, 'eb27126d182e95b1'],
  ['hmm', { model: EVEN_PROCESS }, '8cd98b4a08289bf7'],
  ['driven-hmm', { model: DRIVEN }, '5b63f90a1fbc301c'],
  ['non-linear', { function: 'and', lags: '1,2', xor: '20' }, '0cb220fe1fedbf31'],
  ['non-linear', { function: 'or', lags: '2,3', noise: '0.1' }, 'a619eac44e0689a1'],
  [
    'non-linear',
    { function: 'majority', lags: '3,5,7', xor: '30', noise: '0.05' },
    'bb22d1752f3aa845',
  ],
  ['de-bruijn', { order: '17' }, '0400922d69db74b3'],
  ['de-bruijn-maximal', { order: '17' }, '044dac5a7839caf9'],
  ['congruential', {}, '4e7e95cacfb92557'],
  [
    'congruential',
    { bits: '64', multiplier: '6364136223846793005', take: 'bit' },
    'bf0eddec25b55038',
  ],
  ['mnist', { path: images }, '12b78ffdef588831'],
  ['mnist', { path: images, pixels: 'random' }, '07c3291d6434e95f'],
  ['mnist', { path: images, pixels: 'grey' }, '7ffc6a8c5150e206'],
];

describe('the first symbols of', () => {
  it.each(CASES)('%s, case %$', (name, parameters, hash) => {
    expect(digest(symbolsOf(source(name, parameters), LENGTH))).toBe(hash);
  });

  it('every kind are pinned', () => {
    expect(new Set(CASES.map(([name]) => name))).toEqual(
      new Set(SOURCE_KINDS.map(({ name }) => name)),
    );
  });

  it('a source do not depend on what another sequence of it drew', () => {
    const one = source('xor-feedback', { k: '20', noise: '0.2' });
    symbolsOf(one, 1000, 2);
    expect(digest(symbolsOf(one, LENGTH))).toBe(CASES[6]?.[2]);
  });
});
