/** The command line, as a user types it. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXPERIMENTS } from '../experiments/index.js';
import { run } from '../src/command/program.js';
import { digest, source, symbolsOf } from './support/sources.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

let printed = '';
let complained = '';
/** Collects what a function would print. */
function collect(take: (text: string) => void) {
  return (text: unknown): true => {
    take(String(text));
    return true;
  };
}
beforeEach(() => {
  printed = '';
  complained = '';
  const print = collect((text) => {
    printed += text;
  });
  const complain = collect((text) => {
    complained += text;
  });
  vi.spyOn(console, 'log').mockImplementation((text) => void print(`${text}\n`));
  vi.spyOn(console, 'error').mockImplementation((text) => void complain(`${text}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation(print);
  vi.spyOn(process.stderr, 'write').mockImplementation(complain);
});
afterEach(() => {
  vi.restoreAllMocks();
});

let outputs = 0;
const output = () => join(folder, `out-${outputs++}.txt`);
const jsonOf = (path: string) => JSON.parse(readFileSync(path.replace(/\.txt$/, '.json'), 'utf8'));

/** Writes a sequence. @returns Its path. */
async function made(line: string): Promise<string> {
  const path = output();
  expect(await run(['source', ...line.split(' '), '--output', path])).toBe(0);
  return path;
}

describe('source', () => {
  it('writes text and what is known of it', async () => {
    const path = await made('k-markov --k 10 --length 5000 --seed 7');
    const symbols = symbolsOf(source('k-markov', { k: '10' }), 5000, 7);
    expect(readFileSync(path, 'latin1')).toBe([...symbols].map((bit) => 'ab'[bit]).join(''));
    expect(jsonOf(path)).toMatchObject({
      source: 'k-markov',
      parameters: { k: '10' },
      seed: 7,
      length: 5000,
      alphabet: 'ab',
      entropyRate: { kind: 'exact', bits: 0 },
      excessEntropy: { kind: 'exact', bits: 9.99859043 },
    });
    expect(printed).toContain('excess entropy 9.99859 bits');
  });

  it('names the command that makes the file again', async () => {
    const path = await made('xor-feedback --k 12 --noise 0.2 --length 1e4');
    const first = readFileSync(path);
    const [program, ...words] = jsonOf(path).command.split(' ');
    rmSync(path);
    rmSync(path.replace('.txt', '.json'));
    expect(program).toBe('foresay-lab');
    expect(await run(words)).toBe(0);
    expect(readFileSync(path)).toEqual(first);
  });

  it('writes bits, eight to a byte', async () => {
    const path = await made('iid --length 1003 --format bits');
    const symbols = symbolsOf(source('iid'), 1003);
    const bytes = readFileSync(path);
    const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(bits).toBe([...symbols, 0, 0, 0, 0, 0].join(''));
  });

  it('writes bytes of sources of words', async () => {
    const path = await made('additive --lags 17,5 --length 1000');
    expect(digest(readFileSync(path))).toBe(
      digest(symbolsOf(source('additive', { lags: '17,5' }), 1000)),
    );
  });

  it('writes longer sequences than its buffer', async () => {
    const path = await made('iid --length 200001 --alphabet 01');
    expect(readFileSync(path).length).toBe(200_001);
    expect(readFileSync(path, 'latin1').slice(0, 20)).toMatch(/^[01]+$/);
  });
});

describe('entropy', () => {
  it('of a source: closed form, forward algorithm and bounds', async () => {
    expect(await run('entropy xor-feedback --k 4 --noise 0.2 --symbols 5000'.split(' '))).toBe(0);
    expect(printed).toMatch(/0\.721928 bits +\(closed form/);
    expect(printed).toMatch(/\+- .* bits +\(forward algorithm, 5000 symbols/);
    expect(printed).toContain("Birch's bound");
  });

  it('of predictors with few symbols, in their order, and of single sums', async () => {
    const line = 'entropy xor-observed --k 40 --noise 0.2 --memory 40,0,1,40';
    expect(await run(line.split(' '))).toBe(0);
    expect(printed.match(/^from.*?(?= {2})/gm)?.slice(0, 4)).toEqual([
      'from no symbol',
      'from the last one',
      'from the last 40',
      'from X[n-1] xor X[n-40] alone',
    ]);
    expect(printed).toMatch(/the last 40 +0\.966078 bits/);
  });

  it('as JSON', async () => {
    expect(await run('entropy k-markov --k 30 --memory 29,30 --json'.split(' '))).toBe(0);
    expect(JSON.parse(printed)).toMatchObject({
      entropyRate: [{ kind: 'exact', bits: 0 }],
      parts: [{ figure: { kind: 'exact' } }, { name: 'from the last 30', figure: { bits: 0 } }],
    });
  });

  it('of a file, with what is known of it', async () => {
    const path = await made('iid --probabilities 0.9,0.1 --length 20000');
    expect(await run(['entropy', 'file', path])).toBe(0);
    expect(printed).toContain('made by iid: entropy rate 0.468996 bits a symbol');
    expect(printed).toMatch(/entropy rate +0\.4\d+ \+- 0\.0\d+ bits a symbol/);
  });

  it('of a file as JSON', async () => {
    const path = await made('iid --length 2000');
    printed = '';
    expect(await run(['entropy', 'file', path, '--json'])).toBe(0);
    const { symbols, blocks, learning } = JSON.parse(printed);
    expect(symbols).toBe(2000);
    expect(blocks.best.rate.value).toBeCloseTo(1, 1);
    expect(learning[0].order).toBe(0);
  });
});

describe('baselines', () => {
  it('measures every coder, and reads bits as bits', async () => {
    const path = await made('iid --probabilities 0.9,0.1 --length 8000 --format bits');
    printed = '';
    const words = ['baselines', path, '--orders', '0,2', '--levels', '1', '--json'];
    expect(await run(words)).toBe(0);
    const rows: { name: string; bitsPerSymbol: number }[] = JSON.parse(printed);
    const names = rows.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['adaptive order 0', 'static order 2', 'foresay -1']),
    );
    const [order0] = rows;
    expect(order0?.bitsPerSymbol).toBeGreaterThan(0.44);
    expect(order0?.bitsPerSymbol).toBeLessThan(0.5);
  });
});

describe('run and report', () => {
  const runs = join(folder, 'runs');

  it('lists the experiments', async () => {
    expect(await run(['run', '--list'])).toBe(0);
    expect(
      printed
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(EXPERIMENTS.map(({ name }) => name));
  });

  it('runs cases of an experiment, and knows them the second time', async () => {
    const words = ['run', 'k-markov', '--only', 'xz-k15', '--output', join(runs, 'k')];
    expect(await run(words)).toBe(0);
    expect(printed).toMatch(
      /^1\/1 xz-k15: 0\.\d+ bits a symbol, theory 0 \(\d+\.\d s\)\n1 cases measured: .*report\.html\n$/,
    );
    for (const file of ['config.json', 'results.jsonl', 'report.md', 'report.html', 'main.svg'])
      expect(existsSync(join(runs, 'k', file)), file).toBe(true);
    printed = '';
    expect(await run(words)).toBe(0);
    expect(printed).toContain('(done before)');
  });

  it('makes LAB.md from stored results', async () => {
    const root = join(folder, 'root');
    const words = ['report', join(runs, 'k'), '--results', join(root, 'results'), '--root', root];
    const pictures = join(root, 'docs/lab');
    mkdirSync(pictures, { recursive: true });
    for (const name of ['k-markov-former.svg', 'serve.svg'])
      writeFileSync(join(pictures, name), '');
    expect(await run(words)).toBe(0);
    expect(readdirSync(pictures)).not.toContain('k-markov-former.svg');
    expect(readdirSync(pictures)).toContain('serve.svg');
    expect(readdirSync(join(root, 'results'))).toEqual(['k-markov.json']);
    expect(readFileSync(join(root, 'LAB.md'), 'utf8')).toContain('](docs/lab/k-markov-main.svg)');
    expect(existsSync(join(root, 'docs/lab/k-markov-main.svg'))).toBe(true);
  });

  it('replaces stored results by fewer cases only with --force', async () => {
    const root = join(folder, 'root');
    const words = ['report', join(runs, 'k'), '--results', join(root, 'results'), '--root', root];
    const stored = join(root, 'results', 'k-markov.json');
    const results = JSON.parse(readFileSync(stored, 'utf8'));
    writeFileSync(stored, JSON.stringify({ ...results, scale: 'full' }));
    expect(await run(words)).toBe(2);
    expect(readFileSync(stored, 'utf8')).toContain('"full"');
    expect(await run([...words, '--force'])).toBe(0);
    expect(JSON.parse(readFileSync(stored, 'utf8'))).toEqual(results);
  });
});

describe('bad input', () => {
  const text = join(folder, 'text.txt');
  writeFileSync(text, 'ab');
  writeFileSync(join(folder, 'empty.txt'), '');
  const taken = join(folder, 'taken.txt');
  writeFileSync(taken, 'precious');

  it.each([
    ['sorce iid', "unknown command 'sorce'\n(Did you mean source?)"],
    ['source idd', "unknown command 'idd'\n(Did you mean iid?)"],
    ['source iid --lenght 10', "unknown option '--lenght'\n(Did you mean --length?)"],
    ['run k-markow', "unknown command 'k-markow'\n(Did you mean k-markov?)"],
    ['run iid --scale huge', 'Allowed choices are small, full'],
    ['run iid --only p1', "--only: there is no case 'p1'; there are p0.05-0,"],
    ['run iid --threads 0', "'0' is not a whole number from 1 to 64"],
    [`report --results ${folder}/none`, 'none: there are no results'],
    ['source iid --length', "option '--length <n>' argument missing"],
    ['source iid --length 0', "'0' is not a whole number from 1"],
    ['source iid --length 1e99', "'1e99' is not a whole number"],
    ['source iid --seed -1', "'-1' is not a whole number"],
    ['source iid --format wave', 'Allowed choices are text, bytes, bits'],
    ['source iid --probabilities 0.5,0.3,0.2 --format bits', 'more than two symbols'],
    ['source iid --alphabet abc', "'abc' has 3 characters, not 2"],
    ['source iid --alphabet aa', 'names a character twice'],
    ['source iid --alphabet aé', 'only printable ASCII'],
    ['source iid --alphabet ab --format bytes', '--alphabet has no meaning'],
    ['source additive --lags 7,3 --format text', '256 symbols are too many for text'],
    ['source de-bruijn --order 4 --length 17', '17 symbols are wanted, the source has 16'],
    ['source k-markov', '--k is missing'],
    ['source iid extra', 'too many arguments'],
    [`source iid --output ${taken}`, `${taken} exists; --force replaces it`],
    [`source iid --output ${folder}/x.json`, 'would have the same name'],
    ['entropy k-markov --k 40 --symbols 100', '--symbols: the source is no hidden Markov model'],
    ['entropy de-bruijn --order 8 --memory 3', '--memory: what 3 symbols are worth is not known'],
    ['entropy xor-observed --k 30 --noise 0.1 --memory 99', 'what 99 symbols are worth is not'],
    ['entropy iid --memory 5000', "'5000' is not a whole number from 0 to 4096"],
    ['entropy iid --sequences 1', "'1' is not a whole number from 2"],
    ['entropy file', "missing required argument 'file'"],
    [`entropy file ${folder}/empty.txt`, 'is empty'],
    [`entropy file ${text}`, '2 symbols are fewer than 1000'],
    [`baselines ${text} --levels 10`, "'10' is not a whole number from 1 to 9"],
    [`baselines ${text} --orders 1,x`, "'x' is not a whole number"],
  ])('%s', async (line, message) => {
    const before = readdirSync(folder);
    expect(await run(line.split(' '))).toBe(2);
    expect(complained).toContain(message);
    expect(complained.match(/error/g)).toHaveLength(1);
    expect(printed).toBe('');
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(taken, 'utf8')).toBe('precious');
  });

  it.each([
    [`report ${folder}/absent`, 'absent/results.json: no such file or directory'],
    [`baselines ${folder}/absent`, `${folder}/absent: no such file or directory`],
    [`entropy file ${folder}`, `${folder}: illegal operation on a directory`],
    [`source iid --output ${folder}/absent/a.txt`, 'no such file or directory'],
  ])('%s: the system refuses it', async (line, message) => {
    expect(await run(line.split(' '))).toBe(1);
    expect(complained).toContain(message);
  });

  it('leaves nothing behind where writing fails', async () => {
    const path = join(folder, 'folder.txt');
    mkdirSync(path);
    expect(await run(['source', 'iid', '--length', '10', '--force', '--output', path])).toBe(1);
    expect(existsSync(`${path}.part`)).toBe(false);
    expect(existsSync(join(folder, 'folder.json'))).toBe(false);
  });

  it('random lines end in a result or in one error', async () => {
    const words = fc.constantFrom(
      ...'source entropy baselines file iid k-markov fibonacci non-linear congruential --k 3 20 0.5 --lags 7,3'.split(
        ' ',
      ),
      ...'--function and --bits 8 --noise 0.1 --format text bits --alphabet 01 --symbols 100 --json --help'.split(
        ' ',
      ),
      ...'--seed 1 --take bit --lentgh --xor 9 -h help'.split(' '),
      text,
    );
    const path = join(folder, 'random.txt');
    const fixed = ['--length', '1000', '--output', path, '--force'];
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 8 }), async (line) => {
        complained = '';
        const status = await run(line[0] === 'source' ? [...line, ...fixed] : line);
        expect(status).toBeLessThan(3);
        if (status === 2) expect(existsSync(path)).toBe(false);
        rmSync(path, { force: true });
        rmSync(join(folder, 'random.json'), { force: true });
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});

it('--help and --version print and succeed', async () => {
  expect(await run(['--version'])).toBe(0);
  expect(printed).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(await run(['source', 'k-markov', '--help'])).toBe(0);
  expect(printed).toContain('--k <lag>');
});
