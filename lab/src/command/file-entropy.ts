/** The command `entropy file`: estimates from a sequence alone. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { readSequence, type Sequence } from '../data/sequence.js';
import { LabError } from '../errors.js';
import { type BlockStatistics, blockStatistics } from '../theory/block-statistics.js';
import { cheapest, type LearningRow, learningCosts } from '../theory/learning-cost.js';
import { figureText, intervalText, numberText, tableText } from './report.js';

/** Fewer symbols say next to nothing of an entropy. */
const MIN_SYMBOLS = 1000;

export function addFileEntropy(entropy: Command): void {
  entropy
    .command('file')
    .description('estimates from a file: block entropies, and what an adaptive coder pays')
    .argument('<file>', 'a sequence; a byte is a symbol unless a JSON beside it says otherwise')
    .option('--json', 'print JSON')
    .option('--plot <svg>', 'draw bits a symbol against memory; a file that exists is replaced')
    .action(print);
}

interface Options {
  readonly json?: true;
  readonly plot?: string;
}

async function print(file: string, { json, plot }: Options): Promise<void> {
  const sequence = readSequence(file);
  const { symbols, alphabetSize } = sequence;
  if (symbols.length < MIN_SYMBOLS)
    throw new LabError(`${file}: ${symbols.length} symbols are fewer than ${MIN_SYMBOLS}`);
  const blocks = blockStatistics(symbols, alphabetSize);
  const learning = learningCosts(symbols, alphabetSize);
  if (plot !== undefined) await draw(plot, file, sequence, blocks, learning);
  console.log(
    json
      ? JSON.stringify({ symbols: symbols.length, alphabetSize, blocks, learning }, null, 2)
      : text(sequence, blocks, learning),
  );
}

async function draw(
  path: string,
  file: string,
  { symbols, info }: Sequence,
  { rows }: BlockStatistics,
  learning: readonly LearningRow[],
): Promise<void> {
  // Observable Plot takes 0.45 s to load, so it is loaded only where a picture is drawn.
  const { rateChart } = await import('../plot/rate-chart.js');
  const known = info?.entropyRate.kind === 'exact' || info?.entropyRate.kind === 'estimate';
  const svg = rateChart({
    title: `${basename(file)}, ${symbols.length} symbols`,
    blocks: rows.map(({ length, rate: { value, halfWidth } }) => ({
      memory: length - 1,
      bits: value,
      halfWidth,
    })),
    adaptive: learning.map(({ order, adaptive }) => ({ memory: order, bits: adaptive })),
    theory: known ? info.entropyRate.bits : undefined,
  });
  writeFileSync(path, svg);
}

function text(
  { symbols, alphabetSize, info }: Sequence,
  { rows, best: blocks }: BlockStatistics,
  learning: readonly LearningRow[],
): string {
  const cheap = cheapest(learning);
  return [
    `${symbols.length} symbols of ${alphabetSize} kinds`,
    ...(info === undefined
      ? []
      : [
          `made by ${info.source}: entropy rate ${figureText(info.entropyRate)} a symbol, ` +
            `excess entropy ${figureText(info.excessEntropy)}`,
        ]),
    '',
    "Blocks, entropies by Grassberger's estimate, 95 % confidence intervals by a block jackknife:",
    tableText([
      ['L', 'different', 'H(L)', 'h(L) = H(L) - H(L-1)', 'E(L) = H(L) - L h(L)'],
      ...rows.map(({ length, distinct, entropy, rate, excess }) => [
        ...[length, distinct, entropy].map(numberText),
        intervalText(rate.value, rate.halfWidth),
        intervalText(excess.value, excess.halfWidth),
      ]),
    ]),
    '',
    `The longest blocks that occur often enough are those of ${blocks.length}:`,
    `entropy rate    ${intervalText(blocks.rate.value, blocks.rate.halfWidth)} bits a symbol`,
    `excess entropy  ${intervalText(blocks.excess.value, blocks.excess.halfWidth)} bits`,
    'A memory longer than these blocks would make the rate lower and the excess entropy higher.',
    '',
    'An adaptive coder of order k, beside the same order with the counts known from the start:',
    tableText([
      ['k', 'adaptive', 'known', 'learning, bits in all'],
      ...learning.map(({ order, adaptive, hindsight, learning: cost }) =>
        [order, adaptive, hindsight, cost].map(numberText),
      ),
    ]),
    '',
    `Order ${cheap.order} is cheapest: ${numberText(cheap.adaptive)} bits a symbol. ` +
      `Its ${numberText(cheap.learning)} bits of learning estimate I(past; future), parameters included.`,
  ].join('\n');
}
