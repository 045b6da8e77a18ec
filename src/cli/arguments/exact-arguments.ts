/** Arguments that are not valid UTF-8. */
import { readFileSync } from 'node:fs';
import { pathFrom } from '../io/path.js';
import { UsageError } from './command.js';

/** Node replaces invalid UTF-8 by this character. An argument may also contain the character itself. */
const REPLACEMENT = '\ufffd';

/**
 * @param args The arguments after the program's name, as Node decoded them.
 * @returns The same arguments, with invalid UTF-8 as pathFrom() represents it. The bytes are read from /proc (Linux).
 * Throws UsageError for an argument with U+FFFD whose bytes are not available: it may name another file.
 */
export function exactArguments(args: readonly string[]): readonly string[] {
  if (!args.some((arg) => arg.includes(REPLACEMENT))) return args;
  const raw = rawArguments(args.length);
  return args.map((arg, i) => {
    if (!arg.includes(REPLACEMENT)) return arg;
    const bytes = raw[i];
    if (bytes?.toString() === arg) return pathFrom(bytes);
    throw new UsageError(`${arg}: the name is not valid UTF-8`);
  });
}

/** The last `count` arguments of the process; fewer without /proc, and other text where process.title replaced them. */
function rawArguments(count: number): Buffer[] {
  try {
    const all = readFileSync('/proc/self/cmdline', 'latin1').split('\0');
    return all.slice(-1 - count, -1).map((arg) => Buffer.from(arg, 'latin1'));
  } catch {
    return [];
  }
}
