/** `explain`: what is measured of a file, its words and its page, and what is refused. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BlockAnalysis, EXPERT_FAMILIES } from 'foresay';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Family, Findings } from '../src/explain/findings.js';
import { passagesOf } from '../src/explain/passages.js';
import { placesOf, readSample } from '../src/explain/sample.js';
import { summaryOf } from '../src/explain/summary.js';
import { runTasks, TimeLimit } from '../src/explain/tasks.js';
import { Random } from '../src/random/random.js';
import { printed } from './support/printed.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-explain-'));
const home = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

let count = 0;
function fileOf(bytes: string | Uint8Array, name = `file-${count++}.txt`): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const noise = (length: number): Uint8Array => {
  const random = new Random(3);
  return Uint8Array.from({ length }, () => random.below(256));
};

const LINES = Array.from(
  { length: 90 },
  (_, i) => `<p>line ${i} of the "report" & more, ${(i * 7919) % 1000}</p>\n`,
).join('');

async function found(path: string, ...options: readonly string[]): Promise<Findings> {
  const { status, out, err } = await printed(['explain', path, '--json', ...options]);
  expect(err).toBe('');
  expect(status).toBe(0);
  return JSON.parse(out);
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

it('never replaces the file that it explains', async () => {
  const path = fileOf('a'.repeat(1000));
  const { status, err } = await printed(['explain', path, '--output', path, '--force']);
  expect(status).toBe(2);
  expect(err).toContain('is the file to be explained');
  expect(readFileSync(path, 'utf8')).toBe('a'.repeat(1000));
});

describe('what is found', () => {
  it('of a text fits together', async () => {
    const path = fileOf(LINES);
    const findings = await found(path, '--seconds', '3600');
    const { cost, families, sizes, passages, kinds, entropy, stretches } = findings;
    expect(findings).toMatchObject({
      file: path,
      fileBytes: LINES.length,
      sampleBytes: LINES.length,
    });
    expect(stretches).toEqual([{ start: 0, length: LINES.length }]);
    expect(
      Math.abs(total(families.map(({ savedBits }) => savedBits)) + cost.bits - 8 * LINES.length),
    ).toBeLessThan(1);
    expect(total(cost.curve.map(({ bits, length }) => bits * length))).toBeCloseTo(cost.bits, 1);
    const level = sizes.find(({ coder }) => coder === 'foresay -6');
    expect(level?.bytes).toBeGreaterThan(cost.bits / 8 - 1);
    expect(level?.bytes).toBeLessThan(cost.bits / 8 + 60);
    expect(sizes.map(({ coder }) => coder)).toEqual(
      expect.arrayContaining(['foresay -1', 'foresay -6', 'brotli -q 11']),
    );
    expect(total(kinds.map(({ length }) => length))).toBe(LINES.length);
    expect(entropy.values).toBe(new Set(LINES).size);
    const [first] = passages;
    expect(first).toMatchObject({ name: 'the beginning', start: 0, length: 1024 });
    expect(Buffer.from(first?.bytes ?? []).toString()).toBe(LINES.slice(0, 1024));
    const without = families.flatMap((family) => family.without ?? []);
    expect(without.length).toBeGreaterThan(3);
    expect(readdirSync(folder).filter((name) => name.endsWith('.html'))).toEqual([]);
  });

  it('of noise is that there is nothing to predict', async () => {
    const { summary, cost, kinds } = await found(fileOf(noise(8000)), '--seconds', '1');
    expect(summary).toContain('Nothing in it can be predicted');
    expect(cost.bits).toBe(8 * 8000);
    expect(kinds).toEqual([{ start: 0, length: 8000, kind: 'incompressible' }]);
  });

  it('of equal bytes, and of the smallest file', async () => {
    const equal = await found(fileOf('a'.repeat(500)), '--seconds', '1');
    expect(equal.cost.bits).toBe(0);
    expect(equal.families).toMatchObject([{ name: 'alphabet', savedBits: 8 * 500 }]);
    const small = await found(fileOf(LINES.slice(0, 64)), '--seconds', '1');
    expect(small.passages.map(({ name }) => name)).toEqual(['the beginning']);
  });

  it('of a part of a file says which part', async () => {
    const path = fileOf(LINES.repeat(4));
    const { stretches, sampleBytes, fileBytes, summary, kinds } = await found(
      path,
      '--sample',
      '800',
    );
    expect(stretches).toHaveLength(8);
    expect(sampleBytes).toBe(800);
    expect(stretches[0]?.start).toBe(0);
    expect((stretches.at(-1)?.start ?? 0) + 100).toBe(fileBytes);
    expect(summary).toMatch(/800 of them were measured, in 8 stretches/);
    expect(summary).toContain('the whole file takes about');
    expect(total(kinds.map(({ length }) => length))).toBe(800);
  });
});

describe('the page', () => {
  it('stands alone, shows the bytes and escapes them', async () => {
    const path = fileOf(`${LINES}<script>alert(1)</script>`.repeat(2), 'a & <b>.txt');
    expect((await printed(['explain', path, '--seconds', '1'])).status).toBe(0);
    const html = readFileSync(join(folder, 'a & <b>.txt.report.html'), 'utf8');
    expect(html.length).toBeLessThan(3e6);
    expect(html).not.toMatch(/<(script|link|img|iframe|object)\b|\b(?:src|href)=|url\(|@import/i);
    expect(
      html.match(/https?:[^"]*/g)?.every((url) => url.startsWith('http://www.w3.org/')),
    ).not.toBe(false);
    const { document } = parseHTML(html);
    expect(document.querySelector('h1')?.textContent).toBe('What is in a & <b>.txt');
    expect([...document.querySelectorAll('h2')].map((one) => one.textContent)).toEqual([
      'How small it becomes',
      'Entropy by order',
      'Cost along the file',
      'Passages',
      'What the experts are worth',
      'How it was measured',
    ]);
    expect(document.querySelectorAll('svg')).toHaveLength(4);
    const [heat] = document.querySelectorAll('.heat');
    expect(heat?.textContent?.replaceAll('\u00b6', '')).toBe(LINES.slice(0, 1024));
    expect(heat?.querySelector('span')?.getAttribute('title')).toMatch(/^\d+\.\d\d bits.*byte 0$/);
  });

  it('of bytes shows them as bytes', async () => {
    const path = fileOf(noise(300));
    await printed(['explain', path, '--output', 'noise.html', '--seconds', '1']);
    const { document } = parseHTML(readFileSync(join(folder, 'noise.html'), 'utf8'));
    const [heat] = document.querySelectorAll('.hex');
    expect(heat?.textContent).toBe(
      [...noise(300)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    );
  });

  it('is not replaced without --force', async () => {
    const path = fileOf(LINES.slice(0, 200));
    writeFileSync('kept.html', 'mine');
    const refused = await printed(['explain', path, '--output', 'kept.html']);
    expect(refused).toMatchObject({
      status: 2,
      err: 'error: kept.html exists; --force replaces it\n',
    });
    expect(readFileSync('kept.html', 'utf8')).toBe('mine');
    await printed(['explain', path, '--output', 'kept.html', '--force', '--seconds', '1']);
    expect(readFileSync('kept.html', 'utf8')).toContain('<!doctype html>');
  });
});

describe('refused, and nothing written:', () => {
  it.each<[string, () => string, number, RegExp]>([
    ['an empty file', () => fileOf(''), 2, /is empty$/],
    [
      'a file of 63 bytes',
      () => fileOf('x'.repeat(63)),
      2,
      /63 bytes are too few to explain; 64 are needed$/,
    ],
    ['a folder', () => folder, 2, /is a folder; explain takes one file$/],
    ['a missing file', () => join(folder, 'none'), 1, /none: no such file or directory$/],
    ['a pipe', pipe, 2, /is no regular file$/],
  ])('%s', async (_, make, status, message) => {
    const path = make();
    const before = readdirSync(folder);
    const refused = await printed(['explain', path]);
    expect(refused.status).toBe(status);
    expect(refused.out).toBe('');
    expect(refused.err.trimEnd()).toMatch(message);
    expect(refused.err.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(before);
  });
});

/** A pipe without a writer: opening it would wait for ever. */
function pipe(): string {
  const path = join(folder, 'pipe');
  if (!existsSync(path)) execFileSync('mkfifo', [path]);
  return path;
}

describe('samples', () => {
  it('are stretches whose places are known', () => {
    const bytes = noise(1000);
    const sample = readSample(fileOf(bytes), 80);
    for (let at = 0; at < 80; at++) {
      const [place] = placesOf(sample.stretches, at, 1);
      expect(sample.bytes[at]).toBe(bytes[place?.start ?? -1]);
    }
    expect(total(placesOf(sample.stretches, 5, 30).map(({ length }) => length))).toBe(30);
  });
});

describe('passages', () => {
  it('are the beginning, the dearest and the cheapest', () => {
    const bits = Float32Array.from({ length: 9000 }, (_, i) =>
      i >= 5000 && i < 6024 ? 6 : i >= 7000 && i < 8024 ? 0.5 : 2,
    );
    const bytes = new Uint8Array(9000);
    const sample = { fileBytes: 9000, bytes, stretches: [{ start: 0, length: 9000 }] };
    const analysis = {
      bits,
      votes: new Float32Array(9000 * EXPERT_FAMILIES.length),
      kinds: [
        { kind: 'text', length: 5000 },
        { kind: 'records', length: 4000 },
      ],
    };
    const passages = passagesOf(sample, analysis as unknown as BlockAnalysis);
    expect(passages.map(({ name, start, mean, kind }) => [name, start, mean, kind])).toEqual([
      ['the beginning', 0, 2, 'text'],
      ['the dearest', 5000, 6, 'records'],
      ['the cheapest', 7000, 0.5, 'records'],
    ]);
    expect(passages[0]?.families[0]).toBeNull();
  });
});

describe('the summary', () => {
  const family = (name: Family['name'], savedBits: number, without?: number): Family => ({
    name,
    savedBits,
    without,
  });
  const facts = (changes: Partial<Findings>): Omit<Findings, 'summary'> => ({
    file: 'a',
    fileBytes: 1000,
    sampleBytes: 1000,
    stretches: [{ start: 0, length: 1000 }],
    sizes: [
      { coder: 'foresay -6', bytes: 250, of: 1000, seconds: 1 },
      { coder: 'gzip -9', bytes: 500, of: 1000, seconds: 1 },
      { coder: 'xz -9e', bytes: 400, of: 1000, seconds: 1 },
    ],
    entropy: {
      values: 70,
      blocks: { rows: [], best: undefined as never },
      adaptive: [
        { order: 0, adaptive: 5, hindsight: 4, learning: 1 },
        { order: 1, adaptive: 4.5, hindsight: 3, learning: 1 },
      ],
    },
    cost: { level: 6, bits: 2000, half: 0.2, curve: [] },
    kinds: [
      { kind: 'text', start: 0, length: 600 },
      { kind: 'binary', start: 600, length: 300 },
      { kind: 'text', start: 900, length: 100 },
    ],
    families: [family('orders', 3000, 260), family('words', 2000, 300), family('alphabet', 1000)],
    ablation: { kind: 'text', bytes: 700, size: 250 },
    passages: [],
    skipped: [],
    seconds: 1,
    version: '0',
    ...changes,
  });

  it('says what the figures say', () => {
    const text = summaryOf(facts({}));
    expect(text).toContain('70 % of it was taken for prose; 30 % for binary data');
    expect(text).toContain('The kind changes twice.');
    expect(text).toContain('Level 6 makes it 25 % of its size, 2.00 bits a byte; xz -9e');
    expect(text).toContain('makes it 40 %');
    expect(text).toContain('orders 60 % and words 40 % came from these families');
    expect(text).toContain('Without words the result would be 20 % longer');
    expect(text).toContain('Half of the bits are spent on 20 % of the bytes.');
    expect(text).toContain('looks at the byte before needs 4.50 bits a byte');
    expect(text).not.toContain('whole file');
  });

  it('compares no families that were not all measured', () => {
    expect(summaryOf(facts({ skipped: ['without words'] }))).not.toContain('longer');
  });

  it('says of few values what that saves', () => {
    const families = [family('orders', 100), family('alphabet', 6000)];
    const entropy = { ...facts({}).entropy, values: 4 };
    expect(summaryOf(facts({ families, entropy }))).toContain(
      'That only 4 byte values occur saves 6.00 bits of a byte.',
    );
  });
});

describe('tasks', () => {
  const tasks = [1, 2, 3].map((n) => ({ name: `task ${n}`, run: async () => n }));

  it('run in any order and keep their places', async () => {
    const limit = new TimeLimit(Number.POSITIVE_INFINITY);
    expect(await runTasks(tasks, limit)).toEqual([1, 2, 3]);
    expect(limit.skipped).toEqual([]);
  });

  it('are skipped, and named, where there is no time', async () => {
    const limit = new TimeLimit(0);
    expect(await runTasks(tasks, limit)).toEqual([undefined, undefined, undefined]);
    expect(limit.skipped).toEqual(['task 1', 'task 2', 'task 3']);
  });
});
