/** The command `entropy`: what theory says of a source, and what a file shows. */
import type { Command } from 'commander';
import { LabError } from '../errors.js';
import { MAX_SEED } from '../random/random.js';
import { SOURCE_KINDS } from '../sources/kinds.js';
import type { Source } from '../sources/source.js';
import type { SourceKind } from '../sources/source-kind.js';
import { BATCHES } from '../theory/batch-means.js';
import { birchBounds } from '../theory/birch.js';
import { convergence } from '../theory/convergence.js';
import { type Figure, lowerBound, upperBound } from '../theory/figure.js';
import type { HiddenMarkovModel } from '../theory/hidden-markov-model.js';
import type { Part } from '../theory/memory.js';
import { monteCarlo } from '../theory/monte-carlo.js';
import { addFileEntropy } from './file-entropy.js';
import { addParameters, textsOf } from './kind-options.js';
import { integerOption, integersOption } from './options.js';
import { figureText, tableText } from './report.js';

/** Longest memory of a predictor. */
const MAX_MEMORY = 4096;

interface Options {
  readonly symbols?: number;
  readonly seed: number;
  readonly memory?: readonly number[];
  readonly sequences?: number;
  readonly json?: true;
}

export function addEntropy(program: Command): void {
  const entropy = program
    .command('entropy')
    .description('entropy rate and excess entropy of a source by theory, or of a file by estimate');
  addFileEntropy(entropy);
  for (const kind of SOURCE_KINDS) {
    const command = entropy.command(kind.name).description(kind.summary);
    addParameters(command, kind);
    command
      .addOption(
        integerOption('--symbols <n>', 'for the forward algorithm (default: a second)', 1, 1e9),
      )
      .addOption(integerOption('--seed <n>', 'of these symbols', 0, MAX_SEED).default(1))
      .addOption(integersOption('--memory <m,m,...>', 'predictors with m symbols', 0, MAX_MEMORY))
      .addOption(
        integerOption('--sequences <n>', 'for their estimates (default: a second)', 2, 1e6),
      )
      .option('--json', 'print JSON')
      .action((options: Options) => print(kind, options));
  }
}

interface Findings {
  readonly entropyRate: readonly Figure[];
  readonly excessEntropy: readonly Figure[];
  /** What predictors reach that are given a part of the past only. */
  readonly parts: readonly Part[];
  readonly notes: readonly string[];
}

function print(kind: SourceKind, options: Options): void {
  const findings = findingsOf(kind.make(textsOf(kind, options)), options);
  if (options.json) {
    console.log(JSON.stringify(findings, null, 2));
    return;
  }
  const rows = [
    ...rowsOf('entropy rate, a symbol', findings.entropyRate),
    ...rowsOf('excess entropy', findings.excessEntropy),
    ...findings.parts.flatMap(({ name, figure }) => rowsOf(name, [figure])),
  ];
  console.log([tableText(rows, 3), ...findings.notes].join('\n'));
}

function rowsOf(name: string, figures: readonly Figure[]): string[][] {
  return figures.map((figure, i) => [i === 0 ? name : '', figureText(figure), `(${figure.how})`]);
}

/** Closed forms, and for sources that are small hidden Markov models the forward algorithm and Birch's bounds. */
function findingsOf(source: Source, options: Options): Findings {
  const { entropyRate, excessEntropy, notes = [] } = source.theory();
  const parts = partsOf(source, options);
  const { symbols, seed } = options;
  const model = source.model?.();
  if (model === undefined && symbols !== undefined)
    throw new LabError('--symbols: the source is no hidden Markov model that is small enough');
  if (model === undefined)
    return { entropyRate: [entropyRate], excessEntropy: [excessEntropy], parts, notes };
  const simulated = monteCarlo(model, seed, symbols && Math.ceil(symbols / BATCHES) * BATCHES);
  const bounds = boundsOf(model);
  const closed = (figure: Figure) => (figure.kind === 'estimate' ? [] : [figure]);
  return {
    entropyRate: [...closed(entropyRate), simulated.entropyRate, ...bounds.entropyRate],
    excessEntropy: [...closed(excessEntropy), simulated.excessEntropy, ...bounds.excessEntropy],
    parts,
    notes,
  };
}

function partsOf(source: Source, { memory, seed, sequences }: Options): Part[] {
  const memories = memory && [...new Set(memory)].sort((a, b) => a - b);
  const rows = convergence(source, { memories, seed, sequences }) ?? [];
  const missing = memories?.find((m) => !rows.some((row) => row.memory === m));
  if (missing !== undefined)
    throw new LabError(`--memory: what ${missing} symbols are worth is not known of this source`);
  const windows = rows.map(({ memory: m, rate }) => ({
    name: m === 0 ? 'from no symbol' : `from the last ${m === 1 ? 'one' : m}`,
    figure: rate,
  }));
  return [...windows, ...(source.memory?.parts?.() ?? [])];
}

function boundsOf(model: HiddenMarkovModel): Pick<Findings, 'entropyRate' | 'excessEntropy'> {
  const bounds = birchBounds(model);
  if (bounds === undefined) return { entropyRate: [], excessEntropy: [] };
  const { length, lower, upper, sharedByHalves } = bounds;
  const half = Math.floor(length / 2);
  return {
    entropyRate: [
      lowerBound(lower, `Birch's bound H(X[n] | X[1..n-1], S[0]), n = ${length}`),
      upperBound(upper, `Birch's bound H(X[n] | X[1..n-1]), n = ${length}`),
    ],
    excessEntropy: [lowerBound(sharedByHalves, `of ${half} symbols and the next ${half}, exact`)],
  };
}
