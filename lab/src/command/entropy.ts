/** The command `entropy`: what theory says of a source, and what a file shows. */
import type { Command } from 'commander';
import { LabError } from '../errors.js';
import { MAX_SEED } from '../random/random.js';
import { SOURCE_KINDS } from '../sources/kinds.js';
import type { Source } from '../sources/source.js';
import type { SourceKind } from '../sources/source-kind.js';
import { BATCHES } from '../theory/batch-means.js';
import { birchBounds } from '../theory/birch.js';
import { type Figure, lowerBound, upperBound } from '../theory/figure.js';
import type { HiddenMarkovModel } from '../theory/hidden-markov-model.js';
import { monteCarlo } from '../theory/monte-carlo.js';
import { addFileEntropy } from './file-entropy.js';
import { addParameters, textsOf } from './kind-options.js';
import { integerOption } from './options.js';
import { figureText, tableText } from './report.js';

interface Options {
  readonly symbols?: number;
  readonly seed: number;
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
      .option('--json', 'print JSON')
      .action((options: Options) => print(kind, options));
  }
}

interface Findings {
  readonly entropyRate: readonly Figure[];
  readonly excessEntropy: readonly Figure[];
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
  ];
  console.log([tableText(rows, 3), ...findings.notes].join('\n'));
}

function rowsOf(name: string, figures: readonly Figure[]): string[][] {
  return figures.map((figure, i) => [i === 0 ? name : '', figureText(figure), `(${figure.how})`]);
}

/** Closed forms, and for sources that are small hidden Markov models the forward algorithm and Birch's bounds. */
function findingsOf(source: Source, { symbols, seed }: Options): Findings {
  const { entropyRate, excessEntropy, notes = [] } = source.theory();
  const model = source.model?.();
  if (model === undefined && symbols !== undefined)
    throw new LabError('--symbols: the source is no hidden Markov model that is small enough');
  if (model === undefined)
    return { entropyRate: [entropyRate], excessEntropy: [excessEntropy], notes };
  const simulated = monteCarlo(model, seed, symbols && Math.ceil(symbols / BATCHES) * BATCHES);
  const bounds = boundsOf(model);
  const closed = (figure: Figure) => (figure.kind === 'estimate' ? [] : [figure]);
  return {
    entropyRate: [...closed(entropyRate), simulated.entropyRate, ...bounds.entropyRate],
    excessEntropy: [...closed(excessEntropy), simulated.excessEntropy, ...bounds.excessEntropy],
    notes,
  };
}

function boundsOf(model: HiddenMarkovModel): Omit<Findings, 'notes'> {
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
