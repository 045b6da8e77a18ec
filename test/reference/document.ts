/** The tables of NUMERICS.md that are computed with: they are read from the document. */
import { readFileSync } from 'node:fs';

const LINES = readFileSync(new URL('../../NUMERICS.md', import.meta.url), 'utf8').split('\n');

/** The lines of a section, to the next heading of any level. */
function section(heading: string): readonly string[] {
  const isHeading = (line: string) => /^#+ /.test(line);
  const start = LINES.findIndex((line) => isHeading(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`NUMERICS.md has no section '${heading}'`);
  const end = LINES.findIndex((line, i) => i > start && isHeading(line));
  return LINES.slice(start + 1, end < 0 ? undefined : end);
}

/** A table of a section, by the first cell of its head: its rows of cells, without the marks of code. */
export function tableOf(heading: string, head: string): readonly (readonly string[])[] {
  const lines = section(heading);
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  if (start < 0) throw new Error(`section '${heading}' of NUMERICS.md has no table of '${head}'`);
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
}

/** The preformatted lines of a section behind the line of text `label`. */
export function blockOf(heading: string, label: string): readonly string[] {
  const lines = section(heading);
  const start = lines.indexOf('```', lines.indexOf(label));
  return lines.slice(start + 1, lines.indexOf('```', start + 1));
}
