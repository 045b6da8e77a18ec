/** The person at the terminal: asking, and a status line that is redrawn in place. */
import { isatty } from 'node:tty';
import { STDERR, writeText } from './descriptor.js';
import { onEarlyEnd } from './signals.js';

const STDIN = 0;
const DEFAULT_COLUMNS = 80;

/** Whether there is somebody who could answer. */
export function canAsk(): boolean {
  return isatty(STDIN) && isatty(STDERR);
}

/** Asks a question that only an answer beginning with y affirms. */
export async function confirm(question: string): Promise<boolean> {
  writeText(STDERR, `${question} (y/N)? `);
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

/** One line at the bottom of standard error that gives way to messages and leaves no trace. */
export class StatusLine {
  private shown = false;

  constructor() {
    onEarlyEnd(() => this.clear());
  }

  get columns(): number {
    return process.stderr.columns || DEFAULT_COLUMNS;
  }

  draw(text: string): void {
    writeText(STDERR, `\r${text}\x1b[K`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) writeText(STDERR, '\r\x1b[K');
    this.shown = false;
  }
}
