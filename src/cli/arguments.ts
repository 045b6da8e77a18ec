/** The arguments as they were given, bytes and all. */
import { readFileSync } from 'node:fs';
import { UsageError } from './command.js';
import { pathFrom } from './io/path.js';

/** What Node puts in the place of bytes that are not UTF-8. It may also stand in an argument as itself. */
const REPLACEMENT = '\ufffd';

/**
 * @param args Arguments after the program's name, as Node decoded them.
 * @returns The same, with the bytes that are not UTF-8 as pathFrom() writes them. Linux tells them. Elsewhere an argument
 * with U+FFFD throws UsageError: it could name another file than the one that is meant.
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

/** The last arguments of the process; fewer or others where the system does not tell or a title took their place. */
function rawArguments(count: number): Buffer[] {
  try {
    const all = readFileSync('/proc/self/cmdline', 'latin1').split('\0');
    return all.slice(-1 - count, -1).map((arg) => Buffer.from(arg, 'latin1'));
  } catch {
    return [];
  }
}
