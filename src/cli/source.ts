/** Where bytes come from: a file, or standard input. */
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { FileError } from './failure.js';
import { isUnchanged } from './identity.js';
import { systemPath } from './path.js';
import { readChunk, readToEnd, reliableSize } from './read.js';
import { STDIN_PATH, StandardInput } from './standard-input.js';

/** A reason to leave a file out that is no failure. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

export interface Source {
  /** As messages and reports call it. */
  readonly label: string;
  /** Undefined for standard input. */
  readonly path: string | undefined;
  /** Of what is read, as it was opened. */
  readonly stats: BigIntStats;
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
  if (path === STDIN_PATH) return StandardInput.open();
  const name = systemPath(path);
  const found = await (rules.followLinks ? stat(name) : lstat(name));
  if (found.isSymbolicLink()) throw new Skip('is a symbolic link, skipped');
  if (found.isDirectory()) throw new Skip('is a directory, skipped');
  if (!found.isFile() && !rules.anyKind) throw new Skip('is not a regular file, skipped');
  const noFollow = rules.followLinks ? 0 : (constants.O_NOFOLLOW ?? 0);
  const handle = await open(name, constants.O_RDONLY | noFollow);
  try {
    const stats = await handle.stat({ bigint: true });
    return new FileSource(path, handle, stats, await reliableSize(handle.fd, stats));
  } catch (error) {
    await handle.close().catch(() => {});
    throw error;
  }
}

class FileSource implements Source {
  readonly label: string;
  readonly likelySize: number | undefined;

  constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    readonly stats: BigIntStats,
    readonly size: number | undefined,
  ) {
    this.label = path;
    this.likelySize = size;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    if (!this.stats.isFile()) {
      yield* readToEnd(this.handle.fd);
      return;
    }
    const end = this.size ?? Number.POSITIVE_INFINITY;
    for (let at = 0; at < end; ) {
      const chunk = await readChunk(this.handle.fd, at, end - at);
      if (chunk.length === 0) {
        if (this.size === undefined) return;
        throw new FileError(this.path, 'became shorter while it was read');
      }
      at += chunk.length;
      yield chunk;
    }
  }

  async isUnchanged(): Promise<boolean> {
    if (!this.stats.isFile()) return true;
    return isUnchanged(this.stats, await this.handle.stat({ bigint: true }));
  }

  async close(): Promise<void> {
    await this.handle.close().catch(() => {}); // everything was read: nothing can be lost
  }
}
