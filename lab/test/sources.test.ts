/** Each source keeps the law of its name. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LAG_PAIRS } from '../src/sources/xor.js';
import { EVEN_PROCESS, source, symbolsOf, writeImages } from './support/sources.js';

const LENGTH = 20_000;

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
const images = writeImages(folder);
afterAll(() => rmSync(folder, { recursive: true }));

/** How often a law fails from position `from` on, as a share. */
function failures(symbols: Uint8Array, from: number, law: (n: number) => number): number {
  let failed = 0;
  for (let n = from; n < symbols.length; n++) if (symbols[n] !== law(n)) failed++;
  return failed / (symbols.length - from);
}

const xor = (x: Uint8Array, short: number, long: number) => (n: number) =>
  (x[n - short] as number) ^ (x[n - long] as number);

/** The words of a source that gives bytes, lowest first. */
function words(bytes: Uint8Array, width: number): bigint[] {
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, i) => {
    let word = 0n;
    for (let place = width - 1; place >= 0; place--)
      word = (word << 8n) | BigInt(bytes[i * width + place] as number);
    return word;
  });
}

describe('recurrences over bits', () => {
  it.each([2, 10, 20, 60, 250])('k-markov, k = %d', (k) => {
    const x = symbolsOf(source('k-markov', { k: String(k) }), LENGTH);
    expect(failures(x, k, xor(x, 1, k))).toBe(0);
    expect(x.slice(0, k).some((bit) => bit === 1)).toBe(true);
  });

  it.each([...LAG_PAIRS])('fibonacci, lags %s', (lags) => {
    const [long = 0, short = 0] = lags.split(',').map(Number);
    const x = symbolsOf(source('fibonacci', { lags }), LENGTH);
    expect(failures(x, long, xor(x, short, long))).toBe(0);
  });

  it('noise that is fed back breaks the law as often as it says', () => {
    const x = symbolsOf(source('xor-feedback', { k: '20', noise: '0.2' }), LENGTH);
    expect(failures(x, 20, xor(x, 1, 20))).toBeCloseTo(0.2, 1);
  });

  it('noise that is observed only breaks it where one of three bits is flipped', () => {
    const x = symbolsOf(source('xor-observed', { k: '20', noise: '0.1' }), LENGTH);
    const odd = 3 * 0.1 * 0.9 ** 2 + 0.1 ** 3;
    expect(Math.abs(failures(x, 20, xor(x, 1, 20)) - odd)).toBeLessThan(0.015);
    // Without noise the same seed gives the same hidden bits, so a tenth differs.
    const hidden = symbolsOf(source('xor-observed', { k: '20', noise: '0' }), LENGTH);
    expect(failures(hidden, 20, xor(hidden, 1, 20))).toBe(0);
  });

  it.each([
    ['and', (ones: number) => (ones === 3 ? 1 : 0)],
    ['or', (ones: number) => (ones > 0 ? 1 : 0)],
    ['majority', (ones: number) => (ones >= 2 ? 1 : 0)],
  ] as const)('non-linear %s', (name, combine) => {
    const parameters = { function: name, lags: '3,5,7', xor: '20' };
    const x = symbolsOf(source('non-linear', parameters), LENGTH);
    const at = (n: number) => x[n] as number;
    const law = (n: number) => combine(at(n - 3) + at(n - 5) + at(n - 7)) ^ at(n - 20);
    expect(failures(x, 20, law)).toBe(0);
  });
});

describe('recurrences over words', () => {
  it.each([8, 24, 64])('additive, %d bits', (bits) => {
    const bytes = symbolsOf(source('additive', { lags: '17,5', bits: String(bits) }), LENGTH);
    const x = words(bytes, bits / 8);
    const wrong = x.filter(
      (word, n) => n >= 17 && word !== BigInt.asUintN(bits, (x[n - 17] ?? 0n) + (x[n - 5] ?? 0n)),
    );
    expect(wrong).toEqual([]);
    expect(x.length).toBeGreaterThan(1000);
  });

  it('congruential, 32 bits', () => {
    const x = words(symbolsOf(source('congruential'), LENGTH), 4);
    const wrong = x.filter(
      (word, n) => n > 0 && word !== BigInt.asUintN(32, 1664525n * (x[n - 1] ?? 0n) + 1013904223n),
    );
    expect(wrong).toEqual([]);
  });

  it('congruential, the highest bit of each word', () => {
    const all = words(symbolsOf(source('congruential'), 4000), 4);
    const bits = symbolsOf(source('congruential', { take: 'bit' }), 1000);
    expect([...bits]).toEqual(all.map((word) => Number(word >> 31n)));
  });
});

describe('De Bruijn sequences', () => {
  /** How many different blocks of `order` bits a cyclic sequence has. */
  function distinctBlocks(cycle: Uint8Array, order: number): number {
    const blocks = new Set<string>();
    const twice = [...cycle, ...cycle.subarray(0, order - 1)].join('');
    for (let i = 0; i < cycle.length; i++) blocks.add(twice.slice(i, i + order));
    return blocks.size;
  }

  it.each(['de-bruijn', 'de-bruijn-maximal'])('%s has every block once', (name) => {
    for (let order = 2; order <= 12; order++)
      for (let seed = 0; seed < 4; seed++) {
        const cycle = symbolsOf(source(name, { order: String(order) }), 2 ** order, seed);
        expect(distinctBlocks(cycle, order)).toBe(2 ** order);
      }
  });

  it('a random one is any of the two of order 3, from any place, equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 3200; seed++) {
      const cycle = symbolsOf(source('de-bruijn', { order: '3' }), 8, seed).join('');
      counts.set(cycle, (counts.get(cycle) ?? 0) + 1);
    }
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });

  it('of a maximal sequence follows its linear law but for two bits a period', () => {
    const parameters = { order: '12' };
    const from = source('de-bruijn-maximal', parameters);
    const lags = (/lags ([\d, ]+),/.exec(from.theory().notes?.[0] ?? '')?.[1] ?? '')
      .split(', ')
      .map(Number);
    const x = symbolsOf(from, 12 + 2 ** 12);
    const law = (n: number) => lags.reduce((sum, lag) => sum ^ (x[n - lag] as number), 0);
    expect(lags.length).toBeGreaterThan(1);
    expect(failures(x, 12, law)).toBe(2 / 2 ** 12);
  });
});

describe('frequencies', () => {
  it('of independent symbols', () => {
    const x = symbolsOf(source('iid', { probabilities: '0.5,0.3,0.2' }), LENGTH);
    for (const [symbol, p] of [0.5, 0.3, 0.2].entries())
      expect(Math.abs(x.filter((one) => one === symbol).length / LENGTH - p)).toBeLessThan(0.02);
  });

  it('of the even process: ones come in even runs', () => {
    const text = symbolsOf(source('hmm', { model: EVEN_PROCESS }), LENGTH).join('');
    const runs = text.replace(/^1+|1+$/g, '').match(/1+/g) ?? [];
    expect(runs.length).toBeGreaterThan(1000);
    expect(runs.every((run) => run.length % 2 === 0)).toBe(true);
  });

  it('of a driven model: its switch follows the driver', () => {
    const path = join(folder, 'switch.json');
    // The driver alternates between its two symbols; by the first the state stays, by the second it changes.
    const driver = {
      transitions: [
        [0, 1],
        [1, 0],
      ],
      emissions: [
        [1, 0],
        [0, 1],
      ],
    };
    const transitions = [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    ];
    writeFileSync(
      path,
      JSON.stringify({
        driver,
        transitions,
        emissions: [
          [1, 0],
          [0, 1],
        ],
      }),
    );
    const text = symbolsOf(source('driven-hmm', { model: path }), 100).join('');
    const runs = text.match(/0+|1+/g)?.slice(1, -1) ?? [];
    expect(runs.length).toBeGreaterThan(40);
    expect(runs.every((run) => run.length === 2)).toBe(true);
  });

  it('of a driven model whose driver is driven: each level follows the one above', () => {
    const path = join(folder, 'deep.json');
    const identity = (size: number) =>
      Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => +(i === j)));
    const turn = (size: number) => [...identity(size).slice(1), ...identity(size).slice(0, 1)];
    const top = { transitions: turn(2), emissions: identity(2) };
    const tables = (size: number) => ({
      transitions: [identity(size), turn(size)],
      emissions: identity(size),
    });
    const bottom = { driver: { driver: top, ...tables(2) }, ...tables(3) };
    writeFileSync(path, JSON.stringify(bottom));
    const from = source('driven-hmm', { model: path });
    expect([from.model?.().states, from.alphabetSize]).toEqual([12, 3]);
    // Top 0101..., middle 00110011...; the bottom turns where the middle is 1: after 1 step, after 3 steps, after 1 step.
    const runs =
      symbolsOf(from, 200)
        .join('')
        .match(/0+|1+|2+/g)
        ?.slice(1, -1) ?? [];
    expect(runs.length).toBeGreaterThan(90);
    for (const [i, run] of runs.slice(1).entries()) {
      const before = runs[i] as string;
      expect(run.length + before.length).toBe(4);
      expect(Number(run[0])).toBe((Number(before[0]) + 1) % 3);
    }
    expect(new Set(runs.map((run) => run.length))).toEqual(new Set([1, 3]));
  });

  it('of pixels drawn at random follow the grey values', () => {
    const sure = symbolsOf(source('mnist', { path: images }), LENGTH);
    const drawn = symbolsOf(source('mnist', { path: images, pixels: 'random' }), LENGTH);
    const differing = failures(drawn, 0, (n) => sure[n] as number);
    // Of a uniform grey value, the pixel is on the other side of one half with probability 1/4.
    expect(differing).toBeCloseTo(0.25, 1);
  });

  it('of grey pixels are those of the file', () => {
    const from = source('mnist', { path: images, pixels: 'grey' });
    expect([from.alphabetSize, from.length]).toEqual([256, 150 * 28 * 28]);
    const greys = symbolsOf(from, LENGTH);
    expect(greys).toEqual(Uint8Array.from(readFileSync(images).subarray(16, 16 + LENGTH)));
    const sure = symbolsOf(source('mnist', { path: images }), LENGTH);
    expect(greys.map((grey) => (grey >= 128 ? 1 : 0))).toEqual(sure);
  });

  it('of images begin with the image that is asked for', () => {
    const from = source('mnist', { path: images, pixels: 'grey', first: '148' });
    expect(from.length).toBe(2 * 28 * 28);
    const last = readFileSync(images).subarray(16 + 148 * 28 * 28);
    expect(symbolsOf(from, from.length ?? 0)).toEqual(Uint8Array.from(last));
    expect(() => source('mnist', { path: images, first: '150' })).toThrow(
      'there is no image 150, only 150, from 0 on',
    );
  });
});

describe('bad parameters', () => {
  const write = (name: string, value: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };
  const good = {
    transitions: [
      [0.5, 0.5],
      [1, 0],
    ],
    emissions: [
      [1, 0],
      [0, 1],
    ],
  };

  it.each([
    ['k-markov', {}, '--k is missing'],
    ['k-markov', { k: '1' }, "--k: '1' is not a whole number from 2"],
    ['k-markov', { k: '2.5' }, "--k: '2.5'"],
    ['xor-feedback', { k: '10', noise: '0.6' }, "--noise: '0.6' is not a number from 0 to 0.5"],
    ['xor-observed', { k: '10', noise: '' }, "--noise: ''"],
    ['iid', { probabilities: '1' }, '--probabilities: 1 given'],
    ['iid', { probabilities: '0.5,,0.5' }, "--probabilities: '0.5,,0.5'"],
    ['iid', { probabilities: '0.5,0.6' }, 'add up to 1.1'],
    ['fibonacci', { lags: '3,7' }, 'the first lag must be the longer one'],
    ['fibonacci', { lags: '7,7' }, 'the first lag must be the longer one'],
    ['fibonacci', { lags: '7' }, '--lags:'],
    ['fibonacci', { lags: '7,3,2' }, 'exactly two lags'],
    ['additive', { lags: '7,3', bits: '12' }, '12 is not a multiple of 8'],
    ['congruential', { multiplier: '-1' }, "--multiplier: '-1'"],
    ['congruential', { increment: String(2n ** 64n) }, '--increment'],
    ['congruential', { take: 'all' }, "'all' is not one of bytes, bit"],
    ['non-linear', { function: 'xor', lags: '1,2' }, "'xor' is not one of and, or, majority"],
    ['non-linear', { function: 'majority', lags: '1,2' }, 'an odd number of lags'],
    ['non-linear', { function: 'and', lags: '2,2' }, 'a lag is given twice'],
    ['de-bruijn', { order: '27' }, '--order'],
    ['mnist', { path: write('short.idx3', 'no images') }, 'not an idx file'],
    ['hmm', { model: write('text.json', '{') }, 'not JSON'],
    [
      'hmm',
      {
        model: write('row.json', {
          ...good,
          emissions: [
            [1, 0],
            [0.5, 0.4],
          ],
        }),
      },
      'emissions.1: a row: the probabilities add up to 0.9',
    ],
    [
      'hmm',
      { model: write('square.json', { ...good, transitions: [[1], [1]] }) },
      'transitions: the table is not square',
    ],
    [
      'hmm',
      { model: write('states.json', { ...good, emissions: [[1, 0]] }) },
      'different numbers of states',
    ],
    [
      'hmm',
      { model: write('ragged.json', { ...good, emissions: [[1, 0], [1]] }) },
      'rows have different lengths',
    ],
    [
      'hmm',
      { model: write('initial.json', { ...good, initial: [1] }) },
      '"initial" has another number',
    ],
    [
      'hmm',
      { model: write('one.json', { transitions: [[1]], emissions: [[1]] }) },
      'fewer than 2 symbols',
    ],
    ['hmm', { model: write('more.json', { ...good, start: 1 }) }, 'start'],
    [
      'hmm',
      {
        model: write('split.json', {
          ...good,
          transitions: [
            [1, 0],
            [0, 1],
          ],
        }),
      },
      'cannot be reached',
    ],
    [
      'driven-hmm',
      { model: write('driven.json', { driver: good, transitions: [], emissions: [[1, 0]] }) },
      'one table for each symbol',
    ],
    [
      'driven-hmm',
      {
        model: write('deep-tables.json', {
          driver: { driver: good, transitions: [], emissions: [[1, 0]] },
          transitions: [[[1]], [[1]]],
          emissions: [[0.5, 0.5]],
        }),
      },
      'driver: "transitions" needs one table for each symbol',
    ],
    [
      'driven-hmm',
      {
        model: write('driver-initial.json', {
          driver: { ...good, initial: [1, 0] },
          transitions: [[[1]], [[1]]],
          emissions: [[0.5, 0.5]],
        }),
      },
      'driver: "initial" has no meaning here',
    ],
  ])('%s %j', (name, parameters, message) => {
    expect(() => source(name, parameters)).toThrow(message);
  });

  it('an absent file is an error of the system', () => {
    expect(() => source('hmm', { model: join(folder, 'absent') })).toThrow(/ENOENT/);
  });

  it('an idx file that ends early', () => {
    const bytes = Buffer.alloc(20);
    [0x803, 1, 28, 28].forEach((word, i) => {
      bytes.writeUInt32BE(word, 4 * i);
    });
    writeFileSync(join(folder, 'cut.idx3'), bytes);
    expect(() => source('mnist', { path: join(folder, 'cut.idx3') })).toThrow(
      'the header promises 784 pixels, the file has 4',
    );
  });
});
