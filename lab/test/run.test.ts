/** Running experiments: what is kept, what runs again, what an interruption leaves. */
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
import { afterAll, describe, expect, it } from 'vitest';
import { CoderError, LabError } from '../src/errors.js';
import { type CaseContext, experiment } from '../src/experiment/experiment.js';
import { Interrupted, Unavailable } from '../src/experiment/interruption.js';
import { readResults, rowsOf, storedCurve } from '../src/experiment/results.js';
import { runExperiment } from '../src/experiment/run.js';
import { makeSequence } from '../src/experiment/sequence-spec.js';
import { fakeExperiment, runOptions, SILENT } from './support/experiments.js';

const root = mkdtempSync(join(tmpdir(), 'foresay-run-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));
const lines = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one));

/** The cases that were measured, by the seed and the first symbols that they saw. */
function counting() {
  const seen: CaseContext[] = [];
  return { seen, before: (context: CaseContext) => void seen.push(context) };
}

describe('a run', () => {
  it('measures every case and writes all of it down', async () => {
    const output = newFolder();
    const results = await runExperiment(fakeExperiment(), runOptions(output));
    expect(results.cases.map(({ name }) => name)).toEqual(['p0.1', 'p0.2', 'p0.4']);
    const [first] = results.cases;
    expect(first?.bits).toBe((first?.figures['ones'] ?? 0) / 100);
    expect(first?.theory).toEqual({
      bits: 0.468995594,
      how: 'closed form, the entropy of the probabilities',
    });
    expect(readResults(join(output, 'results.json'))).toEqual(results);
    expect(lines(join(output, 'results.jsonl')).map(({ name, bits }) => [name, bits])).toEqual(
      results.cases.map(({ name, bits }) => [name, bits]),
    );
    const config = JSON.parse(readFileSync(join(output, 'config.json'), 'utf8'));
    expect(config).toMatchObject({ experiment: 'fake', scale: 'small', seed: 1, threads: 1 });
    expect(config.cases[0]).toMatchObject({
      name: 'p0.1',
      kind: 'frequency',
      settings: { setting: 1 },
    });
    const files = readdirSync(join(output, 'cases', 'p0.2')).sort();
    expect(files).toEqual([
      expect.stringMatching(/^events\.out\.tfevents\.\d{10}\.foresay$/),
      'metrics.jsonl',
      'result.json',
      'settings.json',
      'theory.json',
    ]);
    const metrics = lines(join(output, 'cases', 'p0.2', 'metrics.jsonl'));
    expect(metrics.map(({ symbols }) => symbols)).toEqual([
      10, 20, 30, 40, 50, 60, 70, 80, 90, 100,
    ]);
    expect(metrics.at(-1).bits).toBe(results.cases[1]?.bits);
  });

  it('has a lower bound of the entropy rate as a figure', async () => {
    const data = newFolder();
    mkdirSync(data, { recursive: true });
    const header = Buffer.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2]);
    // One grey value of 51 is a one with probability 0.2, one of 0 never.
    writeFileSync(join(data, 'images'), Buffer.concat([header, Buffer.from([51, 0])]));
    const fake = fakeExperiment();
    const [first] = fake.cases('small');
    if (first === undefined) throw new Error('there is no case');
    const parameters = { path: { file: 'images' }, pixels: 'random' };
    const cases = () => [{ ...first, sequence: { source: 'mnist', parameters, length: 2 } }];
    const { cases: results } = await runExperiment(
      { ...fake, cases },
      runOptions(newFolder(), { data }),
    );
    expect(results[0]?.figures['lower bound']).toBeCloseTo(0.722 / 2, 3);
    expect(results[0]?.theory).toBeUndefined();
  });

  it('runs a finished case no second time, and a changed one again', async () => {
    const output = newFolder();
    const { seen, before } = counting();
    const first = await runExperiment(fakeExperiment({ before }), runOptions(output));
    expect(seen).toHaveLength(3);
    expect(
      await runExperiment(fakeExperiment({ before }), runOptions(output, { threads: 2 })),
    ).toEqual(first);
    expect(seen).toHaveLength(3);
    await runExperiment(
      fakeExperiment({ before, setting: 2 }),
      runOptions(output, { only: ['p0.4'] }),
    );
    expect(seen).toHaveLength(4);
    const changed = await runExperiment(
      fakeExperiment({ before, setting: 2 }),
      runOptions(output, { seed: 9, only: ['p0.4'] }),
    );
    expect(seen).toHaveLength(5);
    expect(changed.cases.map(({ name }) => name)).toEqual(['p0.4']);
    expect(seen.map(({ seed }) => seed)).toEqual([1, 1, 1, 1, 9]);
  });

  it('runs the cases of --only, by name or by how they begin', async () => {
    const run = async (only: string[]) =>
      (await runExperiment(fakeExperiment(), runOptions(newFolder(), { only }))).cases.map(
        ({ name }) => name,
      );
    expect(await run(['p0.2'])).toEqual(['p0.2']);
    expect(await run(['p0.4', 'p0.1*'])).toEqual(['p0.1', 'p0.4']);
    const output = newFolder();
    await expect(
      runExperiment(fakeExperiment(), runOptions(output, { only: ['p0.3'] })),
    ).rejects.toThrow("--only: there is no case 'p0.3'; there are p0.1, p0.2, p0.4");
    expect(existsSync(output)).toBe(false);
  });

  it('stops by its signal, and goes on where it was', async () => {
    const output = newFolder();
    const stop = new AbortController();
    const before = ({ sequence, checkpoint }: CaseContext) => {
      // The second of the cases.
      if (sequence.symbols.filter((symbol) => symbol === 1).length < 15) return;
      writeFileSync(checkpoint, 'half');
      stop.abort();
    };
    await expect(
      runExperiment(fakeExperiment({ before }), runOptions(output, { signal: stop.signal })),
    ).rejects.toThrow(Interrupted);
    expect(readResults(join(output, 'results.json')).cases.map(({ name }) => name)).toEqual([
      'p0.1',
    ]);
    const found: (string | undefined)[] = [];
    const results = await runExperiment(
      fakeExperiment({
        before: ({ checkpoint }) =>
          void found.push(existsSync(checkpoint) ? readFileSync(checkpoint, 'utf8') : undefined),
      }),
      runOptions(output),
    );
    expect(found).toEqual(['half', undefined]);
    expect(results.cases).toHaveLength(3);
    expect(existsSync(join(output, 'cases', 'p0.2', 'checkpoint'))).toBe(false);
  });

  it('gives no checkpoint of other settings to a case', async () => {
    const output = newFolder();
    const fail = ({ checkpoint }: CaseContext) => {
      writeFileSync(checkpoint, 'old');
      throw new Interrupted();
    };
    await expect(
      runExperiment(fakeExperiment({ before: fail }), runOptions(output)),
    ).rejects.toThrow(Interrupted);
    const found: boolean[] = [];
    const before = ({ checkpoint }: CaseContext) => void found.push(existsSync(checkpoint));
    await runExperiment(fakeExperiment({ before, setting: 2 }), runOptions(output));
    expect(found).toEqual([false, false, false]);
  });

  it('goes on after a case that fails or is not possible here, and names it', async () => {
    const messages: string[] = [];
    let cases = 0;
    const before = () => {
      cases++;
      if (cases === 1) throw new Unavailable('xz is not installed');
      if (cases === 2) throw new CoderError('what was decoded is not the file');
    };
    const progress = {
      ...SILENT,
      missing: (name: string, reason: string) => void messages.push(`${name}: ${reason}`),
    };
    const results = await runExperiment(
      fakeExperiment({ before }),
      runOptions(newFolder(), { progress }),
    );
    expect(messages).toEqual([
      'p0.1: xz is not installed',
      'p0.2: what was decoded is not the file',
    ]);
    expect(results.cases.map(({ name }) => name)).toEqual(['p0.4']);
    expect(results.missing).toEqual([
      { name: 'p0.1', reason: 'xz is not installed' },
      { name: 'p0.2', reason: 'what was decoded is not the file' },
    ]);
  });

  it('ends with a mistake in the program', async () => {
    const before = () => {
      throw new TypeError('a mistake');
    };
    await expect(
      runExperiment(fakeExperiment({ before }), runOptions(newFolder())),
    ).rejects.toThrow('a mistake');
  });

  it('replaces the points of a curve that a resumed case reports again', async () => {
    const output = newFolder();
    const one = experiment({
      name: 'again',
      title: '',
      question: '',
      note: '',
      cases: () => [
        {
          name: 'a',
          parameters: {},
          sequence: { source: 'iid', length: 10 },
          measure: {
            kind: 'x',
            settings: {},
            async run({ report }) {
              report({ symbols: 10, bits: 1 });
              report({ symbols: 20, bits: 2 });
              report({ symbols: 30, bits: 3 });
              report({ symbols: 20, bits: 4, validation: 5 });
              return { bits: 0, symbols: 20 };
            },
          },
        },
      ],
      charts: () => [],
      conclusion: () => '',
    });
    const results = await runExperiment(one, runOptions(output));
    expect(lines(join(output, 'cases', 'a', 'metrics.jsonl'))).toEqual([
      { symbols: 10, bits: 1 },
      { symbols: 20, bits: 4, validation: 5 },
    ]);
    expect(results.cases[0]?.curve).toEqual([[20, 4, 5]]);
  });
});

describe('rows', () => {
  it('leave out results of cases that have changed', async () => {
    const results = await runExperiment(fakeExperiment(), runOptions(newFolder()));
    expect(rowsOf(fakeExperiment(), results).map(({ name, note }) => [name, note])).toEqual([
      ['p0.1', 0.1],
      ['p0.2', 0.2],
      ['p0.4', undefined],
    ]);
    expect(rowsOf(fakeExperiment({ setting: 2 }), results)).toEqual([]);
  });

  it('have curves of some hundred points, the last one among them', () => {
    const curve = Array.from({ length: 10_000 }, (_, i) => ({
      symbols: (i + 1) * 64,
      bits: 1 / (i + 1),
    }));
    const stored = storedCurve(curve);
    expect(stored.length).toBeGreaterThan(60);
    expect(stored.length).toBeLessThan(130);
    expect(stored[0]).toEqual([64, 1, null]);
    expect(stored.at(-1)).toEqual([640_000, 0.0001, null]);
    expect(storedCurve([])).toEqual([]);
    expect(storedCurve([{ symbols: 5, bits: 1 }])).toEqual([[5, 1, null]]);
  });
});

describe('sequences', () => {
  const folders = { data: join(root, 'data'), scratch: join(root, 'scratch') };

  it('of a source: symbols, letters, validation with another seed', () => {
    const spec = {
      source: 'iid',
      parameters: { probabilities: '0.5,0.5' },
      length: 200,
      validation: 200,
    };
    const { sequence, validation, entropyRate } = makeSequence(spec, 7, folders);
    expect(sequence.alphabetSize).toBe(2);
    expect([...sequence.bytes]).toEqual([...sequence.symbols].map((symbol) => 97 + symbol));
    expect(validation).toEqual(
      makeSequence({ ...spec, validation: 0 }, 8, folders).sequence.symbols,
    );
    expect(entropyRate.bits).toBe(1);
  });

  it('of a source: draws that share no symbols with those before', () => {
    const spec = { source: 'iid', length: 64, validation: 64 };
    const drawn = [0, 1].map((draw) =>
      makeSequence({ ...spec, draw }, 7, { data: root, scratch: root }),
    );
    const later = makeSequence(spec, 9, { data: root, scratch: root });
    expect(drawn[1]).toEqual(later);
    const all = drawn.flatMap(({ sequence, validation }) => [sequence.symbols, validation]);
    expect(new Set(all.map(String)).size).toBe(4);
  });

  it('of a source: other parameters for validation', () => {
    const spec = { source: 'iid', parameters: { probabilities: '1,0' }, length: 5, validation: 5 };
    const validationParameters = { probabilities: '0,1' };
    const { sequence, validation } = makeSequence({ ...spec, validationParameters }, 1, folders);
    expect([...sequence.symbols]).toEqual([0, 0, 0, 0, 0]);
    expect([...(validation ?? [])]).toEqual([1, 1, 1, 1, 1]);
  });

  it('of a model in JSON', () => {
    const model = { transitions: [[1]], emissions: [[0, 1]] };
    const { sequence } = makeSequence(
      { source: 'hmm', parameters: { model: { json: model } }, length: 5 },
      1,
      folders,
    );
    expect([...sequence.symbols]).toEqual([1, 1, 1, 1, 1]);
  });

  it('of a file: one alphabet for both parts, bytes left out', () => {
    mkdirSync(folders.data, { recursive: true });
    writeFileSync(join(folders.data, 'dna.txt'), 'ga\nta\nca\n');
    const { sequence, validation } = makeSequence(
      { file: 'dna.txt', without: '\n', validation: 2 },
      1,
      folders,
    );
    expect(Buffer.from(sequence.bytes).toString()).toBe('gata');
    expect(sequence.alphabetSize).toBe(4);
    expect([...sequence.symbols]).toEqual([2, 0, 3, 0]);
    expect([...(validation ?? [])]).toEqual([1, 0]);
    expect(() => makeSequence({ file: 'dna.txt', length: 100 }, 1, folders)).toThrow(
      '9 symbols are fewer than 100 and 0',
    );
  });

  it('of a file of DNA: its bases', () => {
    writeFileSync(join(folders.data, 'a.fa'), '>name\nacgN\nTt\n');
    const { sequence, validation } = makeSequence(
      { file: 'a.fa', content: 'dna', validation: 1 },
      1,
      folders,
    );
    expect([...sequence.symbols]).toEqual([0, 1, 2, 3]);
    expect(Buffer.from(sequence.bytes).toString()).toBe('ACGT');
    expect([...(validation ?? [])]).toEqual([3]);
  });

  it('of a file that is missing: the case cannot be measured', () => {
    expect(() => makeSequence({ file: 'enwik8' }, 1, folders)).toThrow(Unavailable);
    expect(() => makeSequence({ source: 'idd', length: 1 }, 1, folders)).toThrow(LabError);
  });
});
