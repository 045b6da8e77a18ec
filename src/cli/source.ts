/** Where bytes come from: a file, or standard input. */
import { constants, fstatSync, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, stat, unlink } from 'node:fs/promises';
import { isatty } from 'node:tty';
import { FileError, systemCode } from './failure.js';

export const STDIN_PATH = '-';
const STDIN = 0;
const CHUNK = 2 ** 18;

/** A reason to leave a file out that is no failure. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

export interface Source {
  /** As messages and reports call it. */
  readonly label: string;
  /** Undefined for standard input. */
  readonly path: string | undefined;
  /** Of the file as it was opened; undefined for standard input. */
  readonly stats: Stats | undefined;
  /** Bytes that chunks() will yield, when that is known and will be held to. */
  readonly size: number | undefined;
  /** Bytes that it will probably yield: for progress only. */
  readonly likelySize: number | undefined;
  /** All bytes from the first on; may be called again where `path` is defined. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Whether the file is still as it was when it was opened. */
  isUnchanged(): Promise<boolean>;
  close(): Promise<void>;
}

export interface SourceRules {
  /** Read what a symbolic link points at. */
  readonly followLinks: boolean;
  /** Read pipes and devices too. */
  readonly anyKind: boolean;
}

/** Opens a file for reading; rejects with Skip for what is to be left out, or with the system's error. */
export async function openSource(path: string, rules: SourceRules): Promise<Source> {
  if (path === STDIN_PATH) return new StandardInput();
  const found = await (rules.followLinks ? stat(path) : lstat(path));
  if (found.isSymbolicLink()) throw new Skip('is a symbolic link, skipped');
  if (found.isDirectory()) throw new Skip('is a directory, skipped');
  if (!found.isFile() && !rules.anyKind) throw new Skip('is not a regular file, skipped');
  const noFollow = rules.followLinks ? 0 : (constants.O_NOFOLLOW ?? 0);
  const handle = await open(path, constants.O_RDONLY | noFollow);
  return new FileSource(path, handle, await handle.stat());
}

class FileSource implements Source {
  readonly label: string;
  /** Files of the system's that claim to be empty (/proc) are read to their end. */
  readonly size: number | undefined;
  readonly likelySize: number | undefined;

  constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    readonly stats: Stats,
  ) {
    this.label = path;
    this.size = stats.isFile() && stats.size > 0 ? stats.size : undefined;
    this.likelySize = this.size;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const positioned = this.stats.isFile();
    const end = this.size ?? Number.POSITIVE_INFINITY;
    for (let at = 0; at < end; ) {
      const room = Math.min(CHUNK, end - at);
      const { bytesRead, buffer } = await this.handle.read(
        Buffer.allocUnsafeSlow(room),
        0,
        room,
        positioned ? at : null,
      );
      if (bytesRead === 0) {
        if (this.size === undefined) return;
        throw new FileError(this.path, 'became shorter while it was read');
      }
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async isUnchanged(): Promise<boolean> {
    if (!this.stats.isFile()) return true;
    const { size, mtimeMs } = await this.handle.stat();
    return size === this.stats.size && mtimeMs === this.stats.mtimeMs;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

class StandardInput implements Source {
  readonly label = '(stdin)';
  readonly path = undefined;
  readonly stats = undefined;
  readonly size = undefined;
  readonly likelySize = standardInputSize();

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* process.stdin as AsyncIterable<Uint8Array>;
  }

  async isUnchanged(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {
    process.stdin.pause();
  }
}

/** Of a file that standard input comes from, as if it were read from its beginning. */
function standardInputSize(): number | undefined {
  try {
    const stats = fstatSync(STDIN);
    return stats.isFile() && stats.size > 0 ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

export function stdinIsTerminal(): boolean {
  return isatty(STDIN);
}

/** Deletes the file that was read, unless another stands in its place by now. */
export async function removeSource(source: Source, followedLinks: boolean): Promise<void> {
  const { path, stats } = source;
  if (path === undefined || stats === undefined) return;
  const now = await (followedLinks ? stat(path) : lstat(path)).catch((error) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!now || now.dev !== stats.dev || now.ino !== stats.ino)
    throw new FileError(path, 'it was moved or replaced while it was read');
  await unlink(path);
}
