/** The command `evaluate`: what a file costs a trained model. */
import { type Command, Option } from 'commander';
import { TRAINING_FIELDS } from 'foresay/train';
import { knownEntropy } from '../data/known-entropy.js';
import { readSymbols, type UnknownSymbols } from '../data/vocabulary.js';
import { evaluateModel } from '../training/evaluate.js';
import { readModel } from '../training/saved-model.js';
import { integerOption } from './options.js';
import { numberText } from './report.js';

interface Options {
  readonly rows: number;
  readonly unknown: UnknownSymbols;
  readonly json?: true;
}

export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('bits a symbol that a file costs a trained model, which does not learn')
    .argument('<model>', 'file `model` or `checkpoint` of a summary folder')
    .argument('<file>', 'a sequence of symbols of the vocabulary')
    .addOption(
      integerOption(
        '--rows <n>',
        'pieces read side by side, each from zero state: faster, costs their starts',
        1,
        TRAINING_FIELDS.rows.max,
      ).default(1),
    )
    .addOption(
      new Option('--unknown <what>', 'symbols outside the vocabulary')
        .choices(['error', 'skip'])
        .default('error'),
    )
    .option('--json', 'print JSON')
    .action(evaluate);
}

async function evaluate(
  path: string,
  file: string,
  { rows, unknown, json }: Options,
): Promise<void> {
  const model = readModel(path);
  const codes = model.codes === null ? undefined : Uint8Array.from(model.codes);
  const { symbols, dropped } = readSymbols(file, codes, unknown);
  const entropy = knownEntropy(file, undefined);
  const bitsPerSymbol = await evaluateModel(model, symbols, rows);
  const perplexity = 2 ** bitsPerSymbol;
  if (json) {
    const figures = { symbols: symbols.length, dropped, bitsPerSymbol, perplexity, entropy };
    console.log(JSON.stringify(figures, null, 2));
    return;
  }
  const lines = [`${file}: ${symbols.length} symbols`];
  if (dropped > 0) lines.push(`${dropped} outside the vocabulary left out`);
  lines.push(`${numberText(bitsPerSymbol)} bits a symbol, perplexity ${numberText(perplexity)}`);
  if (entropy !== undefined)
    lines.push(
      `entropy rate ${numberText(entropy)} bits a symbol, gap ${numberText(bitsPerSymbol - entropy)}`,
    );
  console.log(lines.join('\n'));
}
