/** A program that compresses and decompresses from the shell: foresay with chosen options, or a rival. */
import type { Kind } from '../corpus/kinds.js';

export interface Program {
  /** Name and options as shown in tables. */
  readonly name: string;
  readonly version: string;
  /** Shell commands run in a scratch directory; {in} and {out} are file names. */
  readonly compress: string;
  readonly decompress: string;
  /** The required end of the archive's name; '' when any name will do. */
  readonly suffix: string;
  /** An estimate of its speed in KB/s, for programs that were never measured. */
  readonly speed?: number;
  /** The only kinds of data that the program is for; undefined when it takes any. */
  readonly kinds?: readonly Kind[];
}

/** The prefix of the names of foresay's programs. */
const OURS = 'foresay ';

export function isOurs(program: string): boolean {
  return program.startsWith(OURS);
}

/** foresay itself with `options` (for example `-9`), on one thread. `main` is the compiled command line. */
export function foresay(main: string, options: string, version: string): Program {
  const node = `node '${main.replaceAll("'", "'\\''")}'`;
  return {
    name: `${OURS}${options}`,
    version,
    compress: `${node} -T1 ${options} -c {in} > {out}`,
    decompress: `${node} -T1 -d -c {in} > {out}`,
    suffix: '.fsy',
  };
}

/** Splits several sets of options in one word, `-1,-4 -B1M`, at each comma before a dash. */
export function splitOptions(text: string): string[] {
  return text.split(/,\s*(?=-)/).map((one) => one.trim());
}

/**
 * A rival given as `name=compress command;decompress command`, both with {in} and {out}.
 * Throws an Error with the expected form.
 */
export function parseRival(text: string): Program {
  const match = /^([^=]+)=(.+);(.+)$/s.exec(text);
  const [, name = '', compress = '', decompress = ''] = match ?? [];
  const complete = [compress, decompress].every((c) => c.includes('{in}') && c.includes('{out}'));
  if (!complete)
    throw new Error(
      `--rival '${text}': write 'name=compress command;decompress command', both with {in} and {out}`,
    );
  return {
    name: name.trim(),
    version: '',
    compress: compress.trim(),
    decompress: decompress.trim(),
    suffix: '',
  };
}
