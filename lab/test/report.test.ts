/** Reports: what a reader finds on the page. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import type { Row } from '../src/experiment/experiment.js';
import { type Results, rowsOf } from '../src/experiment/results.js';
import { resultsText, runExperiment } from '../src/experiment/run.js';
import {
  bitsText,
  countText,
  durationText,
  listing,
  means,
  reached,
  rowWith,
  valuesText,
} from '../src/experiment/words.js';
import { htmlReport } from '../src/report/html.js';
import { labPage } from '../src/report/lab-page.js';
import { markdownReport } from '../src/report/markdown.js';
import { reportOf } from '../src/report/report.js';
import { fakeExperiment, runOptions } from './support/experiments.js';

const root = mkdtempSync(join(tmpdir(), 'foresay-report-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Results of the fake experiment with times that do not vary. */
async function results(): Promise<Results> {
  const made = await runExperiment(fakeExperiment(), runOptions(join(root, 'run')));
  return {
    ...made,
    cases: made.cases.map((one) => ({ ...one, seconds: 65, machine: 'a machine', version: '1' })),
  };
}

describe('a report', () => {
  it('holds question, note, table, what was learned and how to repeat it', async () => {
    const report = reportOf(fakeExperiment(), await results());
    expect(report.table.head).toEqual([
      'case',
      'p',
      'kind',
      'ours, frequency',
      'theory',
      'the note',
      'ones',
      'symbols',
      'time',
    ]);
    const [first, , third] = report.table.rows;
    expect(first?.slice(0, 3)).toEqual(['p0.1', '0.1', 'iid 0.1']);
    expect(first?.slice(4, 6)).toEqual(['0.469', '0.1']);
    expect(third?.slice(5)).toEqual(['', countText(Number(third?.[3]) * 100), '100', '1 min 5 s']);
    expect(report.learned).toBe(`At the small scale ${third?.[3]} is the most.`);
    expect(report.command).toBe('foresay-lab run fake --scale small');
    expect(Object.fromEntries(report.facts)).toMatchObject({
      seed: '1',
      'time of training and coding': '3 min 15 s',
      machine: 'a machine',
    });
    expect(report.settings).toEqual([
      'all cases: source iid, symbols of the sequence 100, measured as frequency, setting 1, seed 1',
      'p0.1: probabilities 0.9,0.1',
      'p0.2: probabilities 0.8,0.2',
      'p0.4: probabilities 0.6,0.4',
    ]);
    expect(report.pictures.map(({ name }) => name)).toEqual(['main', 'curves']);
  });

  it('may show fewer rows, and all of them below', async () => {
    const shown = {
      ...fakeExperiment(),
      table: (rows: readonly Row[]) => means(rows.slice(1), 'unit'),
    };
    const { table, allRows } = reportOf(shown, await results());
    expect(table.rows).toHaveLength(1);
    expect(allRows?.rows).toHaveLength(3);
    expect(
      markdownReport(reportOf(shown, await results()), { level: 1, picture: String }),
    ).toContain('<summary>Every case</summary>');
  });

  it('says that files of data are needed', () => {
    const fake = fakeExperiment();
    const made = (seed: number) => {
      const [first] = fake.cases('small');
      if (first === undefined) throw new Error('there is no case');
      const cases = () => [{ ...first, sequence: { file: 'enwik6' } }];
      const none = { experiment: 'fake', scale: 'small', seed, cases: [], missing: [] } as const;
      return reportOf({ ...fake, cases }, { ...none, cases: [], missing: [] });
    };
    expect(made(1).command).toBe('foresay-lab run fake --scale small --data FOLDER');
    expect(made(3).command).toBe('foresay-lab run fake --scale small --seed 3 --data FOLDER');
  });

  it('of a part says what is missing and draws no conclusion', async () => {
    const all = await results();
    const part = {
      ...all,
      seed: 1,
      cases: all.cases.slice(0, 1),
      missing: [{ name: 'p0.4', reason: 'xz is not installed' }],
    };
    const report = reportOf(fakeExperiment(), part);
    expect(report.learned).toBe('Not measured yet: p0.2 and p0.4. p0.4: xz is not installed.');
    expect(report.table.rows).toHaveLength(1);
    const none = reportOf(fakeExperiment(), { ...all, cases: [], missing: [] });
    expect(none.pictures).toEqual([]);
    expect(htmlReport(none)).toContain('Not measured yet: p0.1, p0.2 and p0.4.');
  });

  it('as Markdown keeps every sign, and its table its columns', async () => {
    const text = markdownReport(reportOf(fakeExperiment(), await results()), {
      level: 2,
      picture: (name) => `x/${name}.svg`,
    });
    expect(text).toContain('## A \\<fake\\> with \\| signs');
    expect(text).toContain('How many \\*ones\\* are there?');
    expect(text).toContain('![Ones](x/main.svg)');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(5);
    expect(new Set(rows.map((row) => row.split('|').length))).toEqual(new Set([11]));
  });

  it('as a page needs nothing from elsewhere', async () => {
    const html = htmlReport(reportOf(fakeExperiment(), await results()));
    const { document } = parseHTML(html);
    expect(document.querySelector('h1')?.textContent).toBe('A <fake> with | signs');
    expect(document.querySelectorAll('figure svg')).toHaveLength(2);
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    const addresses = html.match(/https?:\/\/[^"\s]+/g) ?? [];
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org/2000/svg']));
    expect(document.querySelector('meta[name=viewport]')).not.toBeNull();
  });
});

describe('the page of all experiments', () => {
  const folder = join(root, 'results');
  mkdirSync(folder);

  it('has a section for each experiment with results, and names the others', async () => {
    const other = { ...fakeExperiment(), name: 'other', title: 'Another' };
    writeFileSync(join(folder, 'fake.json'), resultsText(await results()));
    const { files } = labPage([fakeExperiment(), other], folder);
    expect([...files.keys()]).toEqual([
      'LAB.md',
      'docs/lab/fake-main.svg',
      'docs/lab/fake-curves.svg',
    ]);
    const page = files.get('LAB.md') ?? '';
    expect(page).toContain(
      '- [A \\<fake\\> with \\| signs](#a-fake-with--signs) (`fake`): At the small scale',
    );
    expect(page).toContain('](docs/lab/fake-main.svg)');
    expect(page).toContain('## Not run yet\n\n- `other`: ');
    expect(labPage([fakeExperiment(), other], folder).files).toEqual(files);
  });

  it('refuses results of no experiment', async () => {
    writeFileSync(join(folder, 'strange.json'), resultsText(await results()));
    expect(() => labPage([fakeExperiment()], folder)).toThrow("there is no experiment 'strange'");
  });
});

describe('words', () => {
  it('of figures', () => {
    expect([0, 0.00002345, 0.02224, 0.999996, 1.23456, 12].map(bitsText)).toEqual([
      '0',
      '0.00002',
      '0.02224',
      '1',
      '1.235',
      '12',
    ]);
    expect([0.04, 9.94, 9.96, 59.7, 65, 3600, 3720, 7199.9].map(durationText)).toEqual([
      '0.0 s',
      '9.9 s',
      '10 s',
      '1 min',
      '1 min 5 s',
      '1 h',
      '1 h 2 min',
      '2 h',
    ]);
    expect([0, 999, 1000, 1234567].map(countText)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('of lists and rows', async () => {
    expect([[], [1], [1, 2], [1, 2, 3]].map(listing)).toEqual([
      'none',
      '1',
      '1 and 2',
      '1, 2 and 3',
    ]);
    expect([valuesText('k', []), valuesText('k', [10, 20])]).toEqual(['no k', 'k = 10 and 20']);
    const rows = rowsOf(fakeExperiment(), await results());
    expect(rowWith(rows, { p: 0.2 }).name).toBe('p0.2');
    expect(() => rowWith(rows, { p: 0.3 })).toThrow('0 rows have {"p":0.3}');
    expect(reached(rows, -0.3).map(({ name }) => name)).toEqual(
      rows.filter(({ bits, theory = 0 }) => bits <= theory - 0.3).map(({ name }) => name),
    );
    expect(reached(rows, 9)).toHaveLength(3);
    const [mean] = means(rows, 'unit');
    const [a, b, c] = rows.map(({ bits }) => bits) as [number, number, number];
    expect(mean?.bits).toBeCloseTo((a + b + c) / 3, 12);
    expect(mean).toMatchObject({ name: 'mean of 3', parameters: {}, symbols: 300, seconds: 195 });
    expect(means(rows, 'p').map(({ bits }) => bits)).toEqual([a, b, c]);
  });
});
