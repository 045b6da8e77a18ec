/** Options that several commands share. */
import { InvalidArgumentError, Option } from 'commander';
import { LabError } from '../errors.js';
import { parseInteger } from '../sources/parameter.js';

/** An option that takes a whole number. */
export function integerOption(flags: string, help: string, min: number, max: number): Option {
  return new Option(flags, help).argParser((text) => orInvalid(() => parseInteger(text, min, max)));
}

/** An option that takes whole numbers with commas between them. */
export function integersOption(flags: string, help: string, min: number, max: number): Option {
  return new Option(flags, help).argParser((text) =>
    orInvalid(() => text.split(',').map((part) => parseInteger(part, min, max))),
  );
}

function orInvalid<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof LabError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
