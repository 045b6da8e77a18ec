/** The command `sample`: text drawn from a trained model. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fileBytes } from '../data/sequence.js';
import { symbolsOf } from '../data/vocabulary.js';
import { LabError } from '../errors.js';
import { MAX_SEED } from '../random/random.js';
import { sampleSymbols } from '../training/sample.js';
import { readModel } from '../training/saved-model.js';
import { integerOption, numberOption } from './options.js';

const MAX_LENGTH = 2 ** 27;
/** Nearer to 0 the second most probable symbol has no chance left; 0 itself says so. */
const MIN_TEMPERATURE = 0.001;

interface Options {
  readonly length: number;
  readonly temperature: number;
  readonly prime?: string;
  readonly seed: number;
  readonly output?: string;
}

export function addSample(program: Command): void {
  program
    .command('sample')
    .description('draw symbols from a trained model')
    .argument('<model>', 'file `model` or `checkpoint` of a summary folder')
    .addOption(integerOption('--length <n>', 'symbols', 1, MAX_LENGTH).default(1000))
    .addOption(
      numberOption(
        '--temperature <t>',
        'below 1 for probable symbols, 0 for the most probable one',
        0,
        1000,
      ).default(1),
    )
    .option('--prime <text>', 'text that the model reads first; it is written too')
    .addOption(integerOption('--seed <n>', 'of the draws', 0, MAX_SEED).default(1))
    .option('--output <file>', 'where to (default: standard output); replaced if it exists')
    .action(sample);
}

async function sample(path: string, options: Options): Promise<void> {
  const { length, temperature, seed, output } = options;
  if (temperature > 0 && temperature < MIN_TEMPERATURE)
    throw new LabError(`--temperature: ${temperature} is neither 0 nor ${MIN_TEMPERATURE} or more`);
  const model = readModel(path);
  // Bits are written as the characters 0 and 1.
  const codes = Uint8Array.from(model.codes ?? new TextEncoder().encode('01'));
  const text = new TextEncoder().encode(options.prime ?? '');
  const prime = symbolsOf('--prime', text, codes, 'the vocabulary of the model');
  const drawn = await sampleSymbols(model, { length, temperature, prime, seed });
  const bytes = Buffer.concat([fileBytes(prime, codes), fileBytes(drawn, codes)]);
  if (output !== undefined) writeFileSync(output, bytes);
  else process.stdout.write(process.stdout.isTTY ? Buffer.concat([bytes, Buffer.of(10)]) : bytes);
}
