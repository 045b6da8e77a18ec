/** Markdown: tables, and generated parts of a document. */

/** A markdown table; `rule` is set below every column but the first: '---:' for numbers, '---' for words. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rule: '---' | '---:' = '---:',
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rules = head.map((_, column) => (column === 0 ? '---' : rule));
  return [line(head), line(rules), ...rows.map(line)].join('\n');
}

/** The lines before and after a generated part. */
export interface Markers {
  readonly begin: string;
  readonly end: string;
}

/** `document` with the part between the markers replaced by `part`; undefined where it has no such markers. */
export function replaceBetween(
  document: string,
  { begin, end }: Markers,
  part: string,
): string | undefined {
  const from = document.indexOf(begin);
  const to = from < 0 ? -1 : document.indexOf(end, from);
  if (to < 0) return undefined;
  return `${document.slice(0, from)}${begin}\n\n${part}\n\n${document.slice(to)}`;
}
