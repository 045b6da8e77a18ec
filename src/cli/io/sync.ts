/** Making what was written survive a power cut. */
import { open } from 'node:fs/promises';
import { FileError, systemCode } from '../failure.js';
import { systemPath } from './path.js';

/** What systems say of a file or directory that cannot be synced; they keep it safe by themselves, or not at all. */
const NOT_SYNCABLE = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EROFS']);

/** Waits for a sync, which may be impossible. Rejects with the system's error. */
export async function ifSyncable(sync: Promise<void>): Promise<void> {
  await sync.catch((error) => {
    if (!NOT_SYNCABLE.has(systemCode(error) ?? '')) throw error;
  });
}

/** The names in a directory. Rejects with FileError; Windows, which syncs no directories, is passed over. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(systemPath(path), 'r');
    try {
      await ifSyncable(handle.sync());
    } finally {
      await handle.close().catch(() => {}); // it was synced, which is what matters
    }
  } catch (error) {
    throw FileError.from(path, error);
  }
}
