/** A curve that grows: each reading parses only what was appended since the one before. */
import { type FileHandle, open } from 'node:fs/promises';
import { parseReport } from './report-line.js';

const NEWLINE = 10;

export class CurveFile {
  readonly #path: string;
  /** Of the points: symbols, bits, and validation or NaN. */
  readonly symbols: number[] = [];
  readonly bits: number[] = [];
  readonly validation: number[] = [];
  #damaged = 0;
  #inode = -1;
  /** Bytes that have been parsed, and the last line of them. */
  #end = 0;
  #lastLine: Buffer = Buffer.alloc(0);
  /** One reading at a time. */
  #reading: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Lines that are no report. */
  get damaged(): number {
    return this.#damaged;
  }

  /** Reads what is new. A file that was replaced or rewritten is read from its start. Throws the system's error. */
  refresh(): Promise<void> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#read());
    return this.#reading;
  }

  async #read(): Promise<void> {
    const file = await open(this.#path, 'r');
    try {
      const { size, ino } = await file.stat();
      if (ino !== this.#inode || size < this.#end) this.#forget();
      this.#inode = ino;
      if (await this.#append(file, size)) return;
      this.#forget();
      await this.#append(file, size);
    } finally {
      await file.close();
    }
  }

  /** Parses the bytes behind those that have been parsed. @returns Whether the last line of these is still there. */
  async #append(file: FileHandle, size: number): Promise<boolean> {
    const start = this.#end - this.#lastLine.length;
    const bytes = Buffer.alloc(size - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    const known = bytes.subarray(0, this.#lastLine.length);
    if (!known.equals(this.#lastLine)) return false;
    this.#parse(bytes.subarray(known.length, bytesRead));
    return true;
  }

  #parse(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      const line = bytes.subarray(start, end + 1);
      const report = parseReport(line.toString());
      if (report === undefined) this.#damaged++;
      else {
        this.symbols.push(report.symbols);
        this.bits.push(report.bits);
        this.validation.push(report.validation ?? Number.NaN);
      }
      start = end + 1;
      // A copy: the line would keep all bytes of this reading in memory.
      if (bytes.indexOf(NEWLINE, start) < 0) this.#lastLine = Buffer.from(line);
    }
    this.#end += start;
  }

  #forget(): void {
    for (const list of [this.symbols, this.bits, this.validation]) list.length = 0;
    this.#damaged = 0;
    this.#end = 0;
    this.#lastLine = Buffer.alloc(0);
  }
}
