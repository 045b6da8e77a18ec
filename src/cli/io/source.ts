/** Inputs: a named file, or standard input. */
import * as fs from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { FileError } from '../failure.js';
import { STDIN_LABEL } from './descriptor.js';
import { systemPath } from './path.js';
import { openStream, readChunk, readToEnd, reliableSize } from './read.js';
import { isUnchanged, isUntouched } from './same-file.js';
import { STDIN_PATH, StandardInput, stdinIsTerminal } from './standard-input.js';

const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);

/** The file is skipped, with a warning: it is not an error. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

export interface Source {
  /** Its name in messages and reports. */
  readonly label: string;
  /** Undefined for standard input. */
  readonly path: string | undefined;
  /** The stats when it was opened. */
  readonly stats: fs.BigIntStats;
  /** Bytes that chunks() yields, if known; chunks() rejects if it cannot yield as many. */
  readonly size: number | undefined;
  /** Bytes that chunks() probably yields, if known: for progress only. */
  readonly likelySize: number | undefined;
  /** All bytes from the first on. May be called again for a named regular file. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Whether length and modification time are the same as when it was opened. */
  isUnchanged(): Promise<boolean>;
  /** Whether it was certainly not written to since it was opened; see isUntouched() of same-file.ts. */
  isUntouched(): Promise<boolean>;
  close(): Promise<void>;
}

export interface SourceRules {
  /** Open the target of a symbolic link; otherwise the link is skipped. */
  readonly followLinks: boolean;
  /** Open pipes and devices too; otherwise they are skipped. */
  readonly specialFiles: boolean;
}

/** Opens a file for reading. Rejects with Skip for a file that the rules leave out, or with the system's error. */
export async function openSource(path: string, rules: SourceRules): Promise<Source> {
  if (path === STDIN_PATH) return StandardInput.open();
  const name = systemPath(path);
  const found = await (rules.followLinks ? stat(name) : lstat(name));
  if (found.isSymbolicLink()) throw new Skip('is a symbolic link, skipped');
  if (found.isDirectory()) throw new Skip('is a directory, skipped');
  if (!found.isFile() && !rules.specialFiles) throw new Skip('is not a regular file, skipped');
  const noFollow = rules.followLinks ? 0 : (fs.constants.O_NOFOLLOW ?? 0);
  const descriptor = await open(name, fs.constants.O_RDONLY | noFollow);
  try {
    const stats = await fstat(descriptor, { bigint: true });
    if (stats.isFile())
      return new FileSource(path, descriptor, stats, await reliableSize(descriptor, stats));
    const stream = await openStream(descriptor, stats);
    return stream
      ? new StreamSource(path, stream, stats)
      : new FileSource(path, descriptor, stats, undefined);
  } catch (error) {
    await close(descriptor).catch(() => {});
    throw error;
  }
}

/** Opens an archive, as openSource(). Rejects with FileError if standard input is a terminal. */
export async function openArchive(path: string, rules: SourceRules): Promise<Source> {
  if (path === STDIN_PATH && stdinIsTerminal())
    throw new FileError(
      STDIN_LABEL,
      'compressed data is not read from a terminal; use -h for help',
    );
  return openSource(path, rules);
}

class FileSource implements Source {
  readonly label: string;
  readonly likelySize: number | undefined;

  constructor(
    readonly path: string,
    private readonly descriptor: number,
    readonly stats: fs.BigIntStats,
    readonly size: number | undefined,
  ) {
    this.label = path;
    this.likelySize = size;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    if (!this.stats.isFile()) {
      yield* readToEnd(this.descriptor);
      return;
    }
    const end = this.size ?? Number.POSITIVE_INFINITY;
    for (let at = 0; at < end; ) {
      const chunk = await readChunk(this.descriptor, at, end - at);
      if (chunk.length === 0) {
        if (this.size === undefined) return;
        throw new FileError(this.path, 'became shorter while it was read');
      }
      at += chunk.length;
      yield chunk;
    }
  }

  async isUnchanged(): Promise<boolean> {
    return !this.stats.isFile() || isUnchanged(this.stats, await this.current());
  }

  async isUntouched(): Promise<boolean> {
    return !this.stats.isFile() || isUntouched(this.stats, await this.current());
  }

  async close(): Promise<void> {
    await close(this.descriptor).catch(() => {}); // nothing was written
  }

  private current(): Promise<fs.BigIntStats> {
    return fstat(this.descriptor, { bigint: true });
  }
}

/** A named pipe or terminal. */
class StreamSource implements Source {
  readonly label: string;
  readonly size = undefined;
  readonly likelySize = undefined;

  constructor(
    readonly path: string,
    private readonly stream: Readable,
    readonly stats: fs.BigIntStats,
  ) {
    this.label = path;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.stream as AsyncIterable<Uint8Array>;
  }

  async isUnchanged(): Promise<boolean> {
    return true;
  }

  async isUntouched(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    this.stream.destroy();
  }
}
