/** Parameters of sources as options of a command. */
import type { Command } from 'commander';
import { optionName, type SourceKind } from '../sources/source-kind.js';

/** Parameters as written, by name. */
export type Texts = Readonly<Record<string, string | undefined>>;

export function addParameters(command: Command, kind: SourceKind): void {
  for (const [name, { value, help, fallback }] of Object.entries(kind.parameters)) {
    const note = fallback === undefined ? 'required' : `default: ${fallback}`;
    command.option(`${optionName(name)} <${value}>`, `${help} (${note})`);
  }
}

/** The parameters among a command's options; those that were not given take their default. */
export function textsOf(kind: SourceKind, options: object): Texts {
  const given = options as Texts;
  return Object.fromEntries(
    Object.entries(kind.parameters)
      .map(([name, { fallback }]) => [name, given[name] ?? fallback])
      .filter(([, text]) => text !== undefined),
  );
}

/** A word of a command line as a shell reads it. */
export function quoted(word: string): string {
  return /^[\w.,:+/=^-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
