/** Options of a plan as those of a command line: what is wrong is said in the same words. */
import { CommanderError, type Option } from 'commander';
import { LabError } from '../../errors.js';
import type { Options } from '../../sweep/plan.js';
import { LabCommand } from '../lab-command.js';
import { optionWords } from '../options.js';

/** The values that a command with these options would have. Throws LabError for a wrong option. */
export function parsedOptions(command: string, all: readonly Option[], given: Options): Options {
  const parser = new LabCommand(command).exitOverride().configureOutput({ writeErr() {} });
  for (const option of all) parser.addOption(option);
  try {
    return parser.parse(optionWords(given), { from: 'user' }).opts();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new LabError(error.message.replace(/^error: /, ''));
  }
}
