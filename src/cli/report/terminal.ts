/** What needs a terminal: a question, and a status line that is redrawn in place. */
import { isatty } from 'node:tty';
import { printable } from '../failure.js';
import { STDERR, STDIN, writeText } from '../io/descriptor.js';
import { onEarlyEnd } from '../signals.js';
import { fitEnd } from './width.js';

const DEFAULT_COLUMNS = 80;

/** Whether a question can be asked and answered. */
export function canAsk(): boolean {
  return isatty(STDIN) && isatty(STDERR);
}

/** Asks a question that only an answer beginning with y affirms. */
export async function confirm(question: string): Promise<boolean> {
  writeText(STDERR, `${printable(question)} (y/N)? `);
  // Loaded only here: it takes a tenth of the time that the command needs to start.
  const { createInterface } = await import('node:readline');
  return new Promise((resolve) => {
    // In the terminal's own line mode, where Ctrl-C stays a signal.
    const lines = createInterface({ input: process.stdin, terminal: false });
    let answer = '';
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    lines.once('close', () => resolve(/^\s*y/i.test(answer)));
  });
}

/** Whether standard error is a terminal that can redraw a line. */
export function canRedraw(): boolean {
  const { TERM } = process.env;
  // Windows sets no TERM, and its consoles can.
  return isatty(STDERR) && TERM !== 'dumb' && (TERM ? true : process.platform === 'win32');
}

/** One line at the bottom of standard error that gives way to messages and leaves no trace. */
export class StatusLine {
  private shown = false;

  constructor() {
    onEarlyEnd(() => this.clear());
  }

  /** Shows one line of printable text, its beginning cut off where the terminal is too narrow. */
  draw(text: string): void {
    const columns = process.stderr.columns || DEFAULT_COLUMNS;
    writeText(STDERR, `\r${fitEnd(text, columns - 1)}\x1b[K`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) writeText(STDERR, '\r\x1b[K');
    this.shown = false;
  }
}
