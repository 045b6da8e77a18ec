/** The experiments themselves, without their measures: cases that fit, charts and conclusions for any outcome. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../test/support/imports.js';
import { EXPERIMENTS } from '../experiments/index.js';
import type { Case, Row } from '../src/experiment/experiment.js';
import { SCALES } from '../src/experiment/experiment.js';
import { Unavailable } from '../src/experiment/interruption.js';
import { identityOf, readResults, rowsOf } from '../src/experiment/results.js';
import { makeSequence, type SourceSequence } from '../src/experiment/sequence-spec.js';
import { drawChart } from '../src/plot/draw.js';
import { labPage } from '../src/report/lab-page.js';
import { SOURCE_KINDS } from '../src/sources/kinds.js';
import { optionName } from '../src/sources/source-kind.js';

const folder = mkdtempSync(join(tmpdir(), 'foresay-experiments-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Entropy rates by source; some take a second. */
const rates = new Map<string, number | undefined>();

/** Entropy rate of the source of a sequence; undefined if it is a file. */
function rateOf({ sequence }: Case): number | undefined {
  if (!('source' in sequence)) return undefined;
  const { source, parameters } = sequence;
  const key = JSON.stringify([source, parameters]);
  if (!rates.has(key))
    rates.set(key, rateOfSource({ source, ...(parameters && { parameters }), length: 1 }));
  return rates.get(key);
}

function rateOfSource(spec: SourceSequence): number | undefined {
  try {
    return makeSequence(spec, 1, { data: folder, scratch: folder }).entropyRate.bits;
  } catch (error) {
    // A file of data that is not here.
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
}

/** Figures of any name: which there are depends on the measure. */
const FIGURES: Row['figures'] = new Proxy({}, { get: () => 8 });

/** A row as a measure could give it. */
function rowOf(one: Case, bits: number): Row {
  const { name, parameters, measure, note, theory } = one;
  const curve = [1000, 10_000, 100_000].map((symbols) => ({ symbols, bits, validation: bits }));
  return {
    name,
    parameters,
    kind: measure.kind,
    bits,
    note,
    theory: theory ?? rateOf(one),
    symbols: 1e5,
    seconds: 1,
    figures: FIGURES,
    stopped: undefined,
    curve,
  };
}

it('have names of their own, and a file each', () => {
  const names = EXPERIMENTS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const files = readdirSync(join(ROOT, 'lab/experiments')).filter((name) => name.endsWith('.ts'));
  for (const name of names) {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(files).toContain(`${name}.ts`);
  }
});

describe.each(EXPERIMENTS.map((one) => [one.name, one] as const))('%s', (_, one) => {
  it('says what it asks and what the note found', () => {
    expect(one.title).toMatch(/[^.]$/);
    expect(one.question).toMatch(/[.?]$/);
    expect(one.note).toMatch(/[.?]$/);
  });

  it.each(SCALES)('has cases at the %s scale that are told apart', (scale) => {
    const cases = one.cases(scale);
    expect(cases.length).toBeGreaterThan(0);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    const [first] = cases;
    for (const { name, parameters, sequence } of cases) {
      expect(name).toMatch(/^[\w.-]+$/);
      expect(Object.keys(parameters)).toEqual(Object.keys(first?.parameters ?? {}));
      if (!('source' in sequence)) continue;
      const kind = SOURCE_KINDS.find((kind) => kind.name === sequence.source);
      expect(kind, sequence.source).toBeDefined();
      for (const parameter of Object.keys(sequence.parameters ?? {}))
        expect(Object.keys(kind?.parameters ?? {}), optionName(parameter)).toContain(parameter);
    }
    const identities = cases.map((each) => JSON.stringify(identityOf(each, 1)));
    expect(new Set(identities).size).toBe(cases.length);
  });

  it.each(SCALES)('draws and concludes at the %s scale, whatever was measured', (scale) => {
    const cases = one.cases(scale);
    const texts = [0, 0.3, 1].map((bits) => {
      const rows = cases.map((each) => rowOf(each, bits));
      const charts = one.charts(rows);
      expect(charts.length).toBeGreaterThan(0);
      expect(new Set(charts.map(({ name }) => name)).size).toBe(charts.length);
      for (const chart of charts) expect(drawChart(chart)).not.toMatch(/NaN|undefined|Infinity/);
      return one.conclusion(rows, scale);
    });
    for (const text of texts) expect(text).not.toMatch(/NaN|undefined|Infinity/);
    // A conclusion that says the same of every outcome is not computed from it.
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  it.each(SCALES)('has lines of theory at the %s scale, not points', (scale) => {
    const rows = one.cases(scale).map((each) => rowOf(each, 0.3));
    for (const chart of one.charts(rows)) {
      if (chart.type !== 'lines') continue;
      for (const { kind, points } of chart.series)
        if (kind === 'theory') expect(points.length, chart.name).toBeGreaterThan(1);
    }
  });

  it('draws what there is while cases are missing', () => {
    const [first] = one.cases('full');
    if (first === undefined) return;
    for (const chart of one.charts([rowOf(first, 0.5)]))
      expect(drawChart(chart)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('LAB.md', () => {
  const stored = join(ROOT, 'lab/results');

  it('and its pictures are what `report` makes of the stored results', () => {
    for (const [path, text] of labPage(EXPERIMENTS, stored).files)
      expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text);
  });

  it('has no result of a case that has changed since', () => {
    for (const one of EXPERIMENTS) {
      const path = join(stored, `${one.name}.json`);
      if (!existsSync(path)) continue;
      const results = readResults(path);
      expect(
        rowsOf(one, results)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(results.cases.map(({ name }) => name).sort());
    }
  });
});
