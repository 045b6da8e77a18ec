/** The command `baselines`: a file through real coders, both ways. */
import type { Command } from 'commander';
import { foresayLevel, symbolBaselines } from '../baselines/baseline.js';
import { type Measurement, measure } from '../baselines/measure.js';
import { programBaselines } from '../baselines/programs.js';
import { readSequence, type Sequence } from '../data/sequence.js';
import { LabError } from '../errors.js';
import { maxOrder } from '../theory/context-counts.js';
import { integersOption } from './options.js';
import { figureText, numberText } from './report.js';

const MAX_ORDER = 23;

/** Orders that are measured where no others are wanted, as far as tables and the sequence's length allow. */
const DEFAULT_ORDERS = [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20];
const DEFAULT_LEVELS = [1, 3, 6];

interface Options {
  readonly orders?: readonly number[];
  readonly levels: readonly number[];
  readonly json?: true;
}

export function addBaselines(program: Command): void {
  program
    .command('baselines')
    .description('code a file with baselines and with foresay; what is decoded is compared')
    .argument('<file>', 'a sequence; a byte is a symbol unless a JSON beside it says otherwise')
    .addOption(
      integersOption(
        '--orders <k,k,...>',
        `of the adaptive and the static coder (default: of ${DEFAULT_ORDERS} what fits)`,
        0,
        MAX_ORDER,
      ),
    )
    .addOption(
      integersOption('--levels <n,n,...>', 'of foresay', 1, 9).default(DEFAULT_LEVELS, '1,3,6'),
    )
    .option('--json', 'print JSON')
    .action(print);
}

async function print(file: string, { orders, levels, json }: Options): Promise<void> {
  const sequence = readSequence(file);
  const all = [
    ...ordersFor(sequence, orders).flatMap(symbolBaselines),
    ...programBaselines(),
    ...levels.map(foresayLevel),
  ];
  const report = json ? undefined : new Report(sequence);
  const measurements: Measurement[] = [];
  for (const baseline of all) {
    if (!baseline.available()) {
      report?.skipped(baseline.name);
      continue;
    }
    const measurement = await measure(baseline, sequence);
    measurements.push(measurement);
    report?.measured(measurement);
  }
  if (json) console.log(JSON.stringify(measurements, null, 2));
}

function ordersFor(
  { symbols, alphabetSize }: Sequence,
  wanted: readonly number[] | undefined,
): readonly number[] {
  const most = maxOrder(alphabetSize, MAX_ORDER);
  const tooHigh = wanted?.find((order) => order > most);
  if (tooHigh !== undefined)
    throw new LabError(
      `--orders: ${alphabetSize} symbols allow orders up to ${most}, not ${tooHigh}`,
    );
  return (
    wanted ??
    DEFAULT_ORDERS.filter((order) => order <= most && alphabetSize ** order <= symbols.length)
  );
}

/** The table, a row as soon as it is measured. */
class Report {
  constructor({ symbols, alphabetSize, info }: Sequence) {
    console.log(`${symbols.length} symbols of ${alphabetSize} kinds`);
    if (info !== undefined)
      console.log(`made by ${info.source}: entropy rate ${figureText(info.entropyRate)} a symbol`);
    console.log('\nWhole archives, each decoded and compared:');
    this.#row(['coder', 'bytes', 'bits a symbol', 'seconds', 'and back']);
  }

  measured({ name, bytes, bitsPerSymbol, encodeSeconds, decodeSeconds }: Measurement): void {
    this.#row([
      name,
      String(bytes),
      numberText(bitsPerSymbol),
      encodeSeconds.toFixed(2),
      decodeSeconds.toFixed(2),
    ]);
  }

  skipped(name: string): void {
    console.log(`${name.padEnd(20)}  not installed`);
  }

  #row([name = '', ...cells]: readonly string[]): void {
    const widths = [10, 13, 8, 8];
    const padded = cells.map((cell, i) => cell.padStart(widths[i] ?? 0));
    console.log([name.padEnd(20), ...padded].join('  '));
  }
}
