/** A question on the terminal, and a status line that is redrawn in place. */
import { isatty } from 'node:tty';
import { STDERR, STDIN, writeText } from '../io/descriptor.js';
import { onEarlyExit } from '../process/signals.js';
import { printable } from './printable.js';
import { truncateStart } from './width.js';

const DEFAULT_COLUMNS = 80;

/** Whether standard input and standard error are terminals, so that the user can answer a question. */
export function canAsk(): boolean {
  return isatty(STDIN) && isatty(STDERR);
}

/** Asks a question. @returns Whether the answer begins with y. */
export async function confirm(question: string): Promise<boolean> {
  writeText(STDERR, `${printable(question)} (y/N)? `);
  // Imported only here: it takes a tenth of the start time of the command.
  const { createInterface } = await import('node:readline');
  return new Promise((resolve) => {
    // Without raw mode, so that Ctrl-C still sends a signal.
    const lines = createInterface({ input: process.stdin, terminal: false });
    let answer = '';
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('close', () => resolve(/^\s*y/i.test(answer)));
  });
}

/** Whether standard error is a terminal that interprets escape sequences. */
export function canRedraw(): boolean {
  const { TERM } = process.env;
  // Windows does not set TERM, and its consoles interpret them.
  return isatty(STDERR) && TERM !== 'dumb' && (TERM ? true : process.platform === 'win32');
}

/** A line at the bottom of standard error. It is cleared before a message and when the process ends. */
export class StatusLine {
  private shown = false;

  constructor() {
    onEarlyExit(() => this.clear());
  }

  /** Draws one line of printable text. If the terminal is too narrow, the beginning of the text is cut off. */
  draw(text: string): void {
    const columns = process.stderr.columns || DEFAULT_COLUMNS;
    writeText(STDERR, `\r${truncateStart(text, columns - 1)}\x1b[K`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) writeText(STDERR, '\r\x1b[K');
    this.shown = false;
  }
}
