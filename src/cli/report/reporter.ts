/** All output of the command except data, and the exit status. */
import { isatty } from 'node:tty';
import { describe, FileError } from '../failure.js';
import { STDERR, STDOUT, writeText } from '../io/descriptor.js';
import { printable, printableJson, printError } from './printable.js';
import type { ProgressScreen } from './progress.js';
import { canRedraw, StatusLine } from './terminal.js';

/** 0: success; 1: an error; 2: no error, but a warning. */
export type ExitStatus = 0 | 1 | 2;

/** How much is reported, and where. */
export interface Verbosity {
  /** -2: nothing; -1: errors; 0: warnings too; 1: results too; 2 and more: models and memory too. */
  readonly level: number;
  readonly json: boolean;
  /** Whether standard output carries data, so that JSON goes to standard error. */
  readonly dataOnStdout: boolean;
}

/** One line of --json, as an object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export class Reporter implements ProgressScreen {
  /** Whether standard error is a terminal that may show progress. */
  readonly showsProgress: boolean;
  private readonly statusLine = new StatusLine();
  private readonly redraws = canRedraw();
  private currentStatus: ExitStatus = 0;

  constructor(private readonly verbosity: Verbosity) {
    const { level, json, dataOnStdout } = verbosity;
    const mixedWithData = dataOnStdout && isatty(STDOUT);
    const mixedWithJson = dataOnStdout && json;
    this.showsProgress = level >= 0 && isatty(STDERR) && !mixedWithData && !mixedWithJson;
  }

  get exitStatus(): ExitStatus {
    return this.currentStatus;
  }

  get isVerbose(): boolean {
    return this.verbosity.level >= 1;
  }

  get isJson(): boolean {
    return this.verbosity.json;
  }

  /** An error with the input `file`; exit status 1. A FileError may name another file, such as the output. */
  error(file: string, error: unknown): void {
    this.currentStatus = 1;
    const failure = describe(error);
    const where = error instanceof FileError ? error.file : file;
    this.writeJson({ file, ...(where === file ? {} : { output: where }), error: failure });
    const code = this.isVerbose ? ` [${failure.system ?? failure.code}]` : '';
    this.writeLine(-1, `${where}: ${failure.message}${code}`);
  }

  /** A warning about the input `file`, such as that it was skipped; exit status 2. */
  warning(file: string, warning: string): void {
    if (this.currentStatus === 0) this.currentStatus = 2;
    this.writeJson({ file, warning });
    this.writeLine(0, `${file}: ${warning}`);
  }

  /** A warning that does not change the exit status, such as that no worker could be started. */
  notice(file: string, warning: string): void {
    this.writeJson({ file, warning });
    this.writeLine(0, `warning: ${warning}`);
  }

  /** The result of one file: text with -v, the record with --json. */
  result(text: string, record: JsonRecord): void {
    this.writeJson(record);
    this.writeLine(1, text);
  }

  /** With -v: a further line about a result. */
  detail(text: string): void {
    this.writeLine(1, text);
  }

  /** With -vv: settings. The text is computed only if it is printed. */
  async debug(text: () => string | Promise<string>): Promise<void> {
    if (this.prints(2)) this.writeLine(2, await text());
  }

  /** Writes text to standard output, such as a listing. */
  output(text: string): void {
    this.statusLine.clear();
    writeText(STDOUT, text.replace(/[^\n]+/g, printable));
  }

  /** Redraws the status line. */
  status(text: string): void {
    if (this.showsProgress && this.redraws) this.statusLine.draw(printable(text));
  }

  /** The expected duration: one line where progress is shown, and with -v. */
  estimate(text: string): void {
    this.writeLine(this.showsProgress ? 0 : 1, text);
  }

  /** Clears the status line, so that other text can be written. */
  clearStatus(): void {
    this.statusLine.clear();
  }

  private prints(level: number): boolean {
    return this.verbosity.level >= level && !this.isJson;
  }

  /** Prints a line on standard error from a verbosity level on. */
  private writeLine(level: number, text: string): void {
    if (!this.prints(level)) return;
    this.statusLine.clear();
    printError(text);
  }

  private writeJson(record: JsonRecord): void {
    if (!this.isJson) return;
    this.statusLine.clear();
    writeText(this.verbosity.dataOnStdout ? STDERR : STDOUT, `${printableJson(record)}\n`);
  }
}
