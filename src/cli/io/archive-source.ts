/** Archives to read, from files and from standard input. */
import { FileError } from '../failure.js';
import { openSource, type Source, type SourceRules } from './source.js';
import { STDIN_PATH, stdinIsTerminal } from './standard-input.js';

/** As openSource; rejects with FileError for a terminal, at which no archive is typed. */
export async function openArchive(path: string, rules: SourceRules): Promise<Source> {
  if (path === STDIN_PATH && stdinIsTerminal())
    throw new FileError('(stdin)', 'an archive is not read from a terminal; -h helps');
  return openSource(path, rules);
}
