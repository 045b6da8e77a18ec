/** Everything the command says, and the exit status that follows from it. */
import { isatty } from 'node:tty';
import { describe, FileError, printable, printableJson } from '../failure.js';
import { complain, STDERR, STDOUT, writeText } from '../io/descriptor.js';
import type { ProgressScreen } from './progress.js';
import { canRedraw, StatusLine } from './terminal.js';

/** 0: all went well; 1: something failed; 2: nothing failed, but something was left out or is worth a look. */
export type ExitStatus = 0 | 1 | 2;

export interface Voice {
  /** 0: warnings and errors; -1: errors; -2: nothing; 1 and more: what was done. */
  readonly verbosity: number;
  readonly json: boolean;
  /** Standard output carries data, so that reports must go elsewhere. */
  readonly dataOnStdout: boolean;
}

/** What --json prints about a file. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export class Reporter implements ProgressScreen {
  /** Whether standard error is a terminal on which progress may be shown. */
  readonly showsProgress: boolean;
  private readonly statusLine = new StatusLine();
  private readonly redraws = canRedraw();
  private currentStatus: ExitStatus = 0;

  constructor(private readonly voice: Voice) {
    const { verbosity, json, dataOnStdout } = voice;
    const mixedWithData = dataOnStdout && isatty(STDOUT);
    const mixedWithRecords = dataOnStdout && json;
    this.showsProgress = verbosity >= 0 && isatty(STDERR) && !mixedWithData && !mixedWithRecords;
  }

  get exitStatus(): ExitStatus {
    return this.currentStatus;
  }

  get isVerbose(): boolean {
    return this.voice.verbosity >= 1;
  }

  get isJson(): boolean {
    return this.voice.json;
  }

  /** The work on `file` failed. */
  failed(file: string, error: unknown): void {
    this.currentStatus = 1;
    const failure = describe(error);
    const where = error instanceof FileError ? error.file : file;
    this.record({ file, ...(where === file ? {} : { output: where }), error: failure });
    const code = this.isVerbose ? ` [${failure.system ?? failure.code}]` : '';
    if (this.voice.verbosity >= -1 && !this.isJson) this.say(`${where}: ${failure.message}${code}`);
  }

  /** Something about `file` was not done, or may not be as wished. */
  warned(file: string, warning: string): void {
    if (this.currentStatus === 0) this.currentStatus = 2;
    this.record({ file, warning });
    if (this.voice.verbosity >= 0 && !this.isJson) this.say(`${file}: ${warning}`);
  }

  /** The work on `file` goes on, but not as well as it could: no reason for another exit status. */
  advised(file: string, warning: string): void {
    this.record({ file, warning });
    if (this.voice.verbosity >= 0 && !this.isJson) this.say(`warning: ${warning}`);
  }

  /** With -v: what was done. With --json: the same for programs. */
  done(text: string, record: JsonRecord): void {
    this.record(record);
    if (this.isVerbose && !this.isJson) this.say(text);
  }

  /** With -v: what else there is to say about it. */
  remarked(text: string): void {
    if (this.isVerbose && !this.isJson) this.say(text);
  }

  /** With -vv: how it is done; worked out only if it is said. */
  async explained(text: () => string | Promise<string>): Promise<void> {
    if (this.voice.verbosity >= 2 && !this.isJson) this.say(await text());
  }

  /** Text that was asked for, such as a listing. */
  printed(text: string): void {
    this.statusLine.clear();
    writeText(STDOUT, text.replace(/[^\n]+/g, printable));
  }

  /** Redraws the status line. */
  status(text: string): void {
    if (this.showsProgress && this.redraws) this.statusLine.draw(printable(text));
  }

  /** A line that stays, where progress is shown and in a log made with -v. */
  estimate(text: string): void {
    if ((this.showsProgress || this.isVerbose) && !this.isJson) this.say(text);
  }

  /** Takes the status line away, so that others may write. */
  pause(): void {
    this.statusLine.clear();
  }

  /** The one way to standard error, so that no name reaches a terminal unchecked. */
  private say(text: string): void {
    this.statusLine.clear();
    complain(text);
  }

  private record(record: JsonRecord): void {
    if (!this.isJson) return;
    this.statusLine.clear();
    writeText(this.voice.dataOnStdout ? STDERR : STDOUT, `${printableJson(record)}\n`);
  }
}
