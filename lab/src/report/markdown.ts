/** Reports as Markdown, as GitHub renders it. */
import type { Report, Table } from './report.js';

export interface MarkdownOptions {
  /** Number signs of the title: 1 or 2. */
  readonly level: 1 | 2;
  /** Path of a picture, by its name. */
  readonly picture: (name: string) => string;
}

export function markdownReport(report: Report, { level, picture }: MarkdownOptions): string {
  const { title, question, note, pictures, table, allRows, learned, command, facts, settings } =
    report;
  return [
    `${'#'.repeat(level)} ${escaped(title)}`,
    escaped(question),
    `**The note.** ${escaped(note)}`,
    ...pictures.map((one) => `![${escaped(one.title)}](${picture(one.name)})`),
    ...(table.rows.length === 0 ? [] : [`Bits a symbol:\n\n${tableText(table)}`]),
    ...(allRows === undefined ? [] : [details('Every case', tableText(allRows))]),
    `**What was learned.** ${escaped(learned)}`,
    `\`\`\`sh\n${command}\n\`\`\``,
    `${facts.map(([name, value]) => `${name}: ${escaped(value)}`).join(' · ')}. One row alone: \`--only CASE\`.`,
    details(
      'Settings of every case',
      `Options that are not named have the defaults of the trainer.\n\n${settings.map((line) => `- ${escaped(line)}`).join('\n')}`,
    ),
  ].join('\n\n');
}

function details(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

export function tableText({ head, rows, numeric }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head.map(escaped)),
    line(numeric.map((right) => (right ? '---:' : '---'))),
    ...rows.map((cells) => line(cells.map(escaped))),
  ].join('\n');
}

/** Text that Markdown would read as a sign keeps its letters. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`);
}
