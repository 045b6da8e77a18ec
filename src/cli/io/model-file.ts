/** A file that models begin with: the dictionary (-D) or the network (--network). */
import type { BigIntStats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MAX_NETWORK_LENGTH } from '../../archive/format.js';
import { MAX_DICTIONARY_LENGTH } from '../../codec/dictionary.js';
import { FileError } from '../failure.js';
import { systemPath } from './path.js';
import { readToEnd } from './read.js';
import { isSameFile, isUnchanged, isUntouched } from './same-file.js';
import { ifSyncable, syncDirectory } from './sync.js';

/** What a file is to the models. */
type Role = 'dictionary' | 'network';

const MAX_LENGTH: Readonly<Record<Role, number>> = {
  dictionary: MAX_DICTIONARY_LENGTH,
  network: MAX_NETWORK_LENGTH,
};

/** A file that models begin with. It is never overwritten or removed. */
export class ModelFile {
  private synced = false;

  private constructor(
    private readonly path: string,
    readonly role: Role,
    readonly bytes: Uint8Array,
    private readonly stats: BigIntStats,
  ) {}

  /** Reads the file. Rejects with FileError if it cannot be read, is empty or is too long. */
  static async read(path: string, role: Role): Promise<ModelFile> {
    return withFile(path, async (handle) => {
      const stats = await handle.stat({ bigint: true });
      if (stats.isDirectory()) throw new FileError(path, 'is a directory', { system: 'EISDIR' });
      const bytes = await contentOf(path, role, handle);
      if (stats.isFile() && !isUnchanged(stats, await handle.stat({ bigint: true })))
        throw new FileError(path, 'changed while it was read');
      return new ModelFile(path, role, bytes, stats);
    });
  }

  isSameFile(stats: BigIntStats): boolean {
    return isSameFile(this.stats, stats);
  }

  /**
   * Syncs the file and its directory, so that it survives a power cut. This comes before the removal of a source whose
   * archive needs the file. Rejects with FileError if it is not a regular file or was changed since it was read.
   */
  async syncToDisk(): Promise<void> {
    const { path, role } = this;
    await withFile(path, async (handle) => {
      const now = await handle.stat({ bigint: true });
      if (!now.isFile()) throw new FileError(path, `the ${role} is not a regular file`);
      if (!isUntouched(this.stats, now)) throw new FileError(path, `the ${role} was changed`);
      if (this.synced) return;
      await ifSyncable(handle.sync());
      await syncDirectory(dirname(path));
      this.synced = true;
    });
  }
}

/** All bytes. Reading stops at the largest length of such a file, because a device may be endless. */
async function contentOf(path: string, role: Role, handle: FileHandle): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readToEnd(handle.fd)) {
    length += chunk.length;
    if (length > MAX_LENGTH[role])
      throw new FileError(
        path,
        `is longer than ${MAX_LENGTH[role] / 2 ** 20} MiB, the limit for a ${role}`,
      );
    chunks.push(chunk);
  }
  if (length === 0) throw new FileError(path, `is empty; a ${role} needs at least one byte`);
  return Buffer.concat(chunks);
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  try {
    const handle = await open(systemPath(path), 'r');
    try {
      return await use(handle);
    } finally {
      await handle.close().catch(() => {}); // nothing was written
    }
  } catch (error) {
    throw FileError.from(path, error);
  }
}
