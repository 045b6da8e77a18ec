/** Options that several commands share. */
import { InvalidArgumentError, Option } from 'commander';
import { LabError } from '../errors.js';
import { dashed } from '../experiment/words.js';
import { parseInteger } from '../sources/parameter.js';

/** An option whose values are numbers. */
export class NumberOption extends Option {}

/** An option that takes a whole number, a multiple of `step`. */
export function integerOption(
  flags: string,
  help: string,
  min: number,
  max: number,
  step = 1,
): NumberOption {
  return new NumberOption(flags, help).argParser((text) =>
    orInvalid(() => {
      const value = parseInteger(text, min, max);
      if (value % step !== 0) throw new LabError(`'${text}' is not a multiple of ${step}`);
      return value;
    }),
  );
}

/** An option that takes a number such as 0.5 or 2e-4, with at most `decimals` decimal places. */
export function numberOption(
  flags: string,
  help: string,
  min: number,
  max: number,
  decimals = Number.POSITIVE_INFINITY,
): NumberOption {
  return new NumberOption(flags, help).argParser((text) =>
    orInvalid(() => {
      const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
      if (!(value >= min && value <= max))
        throw new LabError(`'${text}' is not a number from ${min} to ${max}`);
      if (decimals <= 20 && Number(value.toFixed(decimals)) !== value)
        throw new LabError(`'${text}' has more than ${decimals} decimal places`);
      return value;
    }),
  );
}

/** An option that takes whole numbers with commas between them. */
export function integersOption(flags: string, help: string, min: number, max: number): Option {
  return new Option(flags, help).argParser((text) =>
    orInvalid(() => text.split(',').map((part) => parseInteger(part, min, max))),
  );
}

/** Options by name as words of a command line: `hiddenSize: 16` as `--hidden-size 16`. */
export function optionWords(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${dashed(name)}`, String(value)]);
}

/** What `parse` gives; its LabError becomes one of the command line. */
export function orInvalid<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof LabError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
