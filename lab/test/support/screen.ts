const ESCAPE = String.fromCharCode(27);
const TOKEN = new RegExp(`${ESCAPE}\\[(\\d*)([AJ])|[\\s\\S]`, 'gu');

/** What a terminal shows after some output: only what a live chart uses of it. */
export function screenOf(output: string): string[] {
  const lines = [''];
  let row = 0;
  let column = 0;
  for (const [token] of output.matchAll(TOKEN)) {
    if (token === '\n') {
      row++;
      column = 0;
      lines[row] ??= '';
    } else if (token === '\r') column = 0;
    else if (token.endsWith('A') && token.length > 1) row -= Number(token.slice(2, -1));
    else if (token === '\x1b[J') {
      lines.length = row + 1;
      lines[row] = (lines[row] as string).slice(0, column);
    } else {
      const line = (lines[row] as string).padEnd(column);
      lines[row] = line.slice(0, column) + token + line.slice(column + 1);
      column++;
    }
  }
  return lines;
}
