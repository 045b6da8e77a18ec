/** An experiment whose measure counts, for tests of what runs experiments. */
import { bitsAgainst, learningCurves } from '../../src/experiment/charts.js';
import { type CaseContext, experiment, type Measured } from '../../src/experiment/experiment.js';
import { Interrupted } from '../../src/experiment/interruption.js';
import type { RunOptions, RunProgress } from '../../src/experiment/run.js';
import { bitsText } from '../../src/experiment/words.js';

/** Frequencies of a sequence's ones as bits; every tenth symbol is a point of the curve. */
export function frequency({ sequence, report, signal }: CaseContext): Measured {
  const { symbols } = sequence;
  let ones = 0;
  for (const [i, symbol] of symbols.entries()) {
    if (signal.aborted) throw new Interrupted();
    ones += symbol;
    if (i % 10 === 9) report({ symbols: i + 1, bits: ones / (i + 1) });
  }
  return { bits: ones / symbols.length, symbols: symbols.length, figures: { ones } };
}

export interface FakeOptions {
  /** Called before each case is measured. May throw. */
  readonly before?: (context: CaseContext) => void;
  /** A setting of all cases. */
  readonly setting?: number;
}

/** Cases p0.1, p0.2 and p0.4. */
export function fakeExperiment({ before, setting = 1 }: FakeOptions = {}) {
  return experiment({
    name: 'fake',
    title: 'A <fake> with | signs',
    question: 'How many *ones* are there?',
    note: 'About p.',
    cases: () =>
      [0.1, 0.2, 0.4].map((p) => ({
        name: `p${p}`,
        parameters: { p, kind: `iid ${p}` },
        sequence: { source: 'iid', parameters: { probabilities: `${1 - p},${p}` }, length: 100 },
        measure: {
          kind: 'frequency',
          settings: { setting, unset: undefined },
          async run(context) {
            before?.(context);
            return frequency(context);
          },
        },
        note: p === 0.4 ? undefined : p,
      })),
    charts: (rows) => [
      bitsAgainst(rows, { x: 'p', xLabel: 'probability', title: 'Ones' }),
      learningCurves(rows, { title: 'Curves' }),
    ],
    conclusion: (rows, scale) =>
      `At the ${scale} scale ${bitsText(Math.max(...rows.map(({ bits }) => bits)))} is the most.`,
  });
}

export const SILENT: RunProgress = { begin() {}, point() {}, finished() {}, missing() {} };

export function runOptions(output: string, options: Partial<RunOptions> = {}): RunOptions {
  return {
    scale: 'small',
    seed: 1,
    threads: 1,
    output,
    data: 'data',
    signal: new AbortController().signal,
    progress: SILENT,
    writeReport() {},
    ...options,
  };
}
