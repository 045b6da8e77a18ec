/** Reports as a page of one file: no script, no font, no picture from elsewhere. Light or dark as the reader prefers. */
import type { Picture, Report, Table } from './report.js';

const STYLE = `
:root { color-scheme: light dark; --ground: #ffffff; --ink: #24292f; --quiet: #57606a; --line: #d0d7de; --tint: #f6f8fa; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0d1117; --ink: #d7dde3; --quiet: #9aa4af; --line: #30363d; --tint: #161b22; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
p { margin: .4rem 0; }
.learned { border-left: .25rem solid var(--ink); padding-left: .8rem; margin-bottom: 1rem; }
figure { margin: 1.2rem 0; }
figure svg { display: block; width: 100%; max-width: 34rem; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
th { font-weight: 600; vertical-align: bottom; }
.number { text-align: right; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: .3rem; padding: .6rem .8rem; overflow-x: auto; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .9rem; font-size: .9rem; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
details { font-size: .9rem; } summary { cursor: pointer; } li { overflow-wrap: anywhere; }
`;

/** A page of one file. `body` is HTML; `style`: what the page needs besides. */
export function htmlPage(title: string, body: string, style = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

export function htmlReport(report: Report): string {
  const { title, question, note, pictures, table, allRows, learned, command, facts, settings } =
    report;
  return htmlPage(
    title,
    `<h1>${escaped(title)}</h1>
<p>${escaped(question)}</p>
<h2>What the note found</h2>
<p>${escaped(note)}</p>
<h2>What was learned</h2>
<p class="learned">${escaped(learned)}</p>
${pictures.map(figureHtml).join('\n')}
<h2>Bits a symbol</h2>
<div class="wide">${tableHtml(table)}</div>
${allRows === undefined ? '' : `<details><summary>Every case</summary><div class="wide">${tableHtml(allRows)}</div></details>`}
<h2>The same again</h2>
<pre>${escaped(command)}</pre>
<p>One row alone: <code>--only CASE</code>.</p>
<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<details><summary>Settings of every case</summary>
<p>Options that are not named have the defaults of the trainer.</p><ul>
${settings.map((line) => `<li>${escaped(line)}</li>`).join('\n')}
</ul></details>`,
  );
}

export function figureHtml({ svg }: Picture): string {
  return `<figure>${svg.trim()}</figure>`;
}

export function tableHtml({ head, rows, numeric }: Table): string {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell, i) => `<${tag}${numeric[i] ? ' class="number"' : ''}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${line(head, 'th')}</thead><tbody>\n${rows.map((cells) => line(cells, 'td')).join('\n')}\n</tbody></table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] as string);
}
