/** Reading from descriptors. */
import { type BigIntStats, read as readCallback } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemCode } from './failure.js';

const read = promisify(readCallback);

const CHUNK = 2 ** 18;
const PATIENCE_MS = 5;

/**
 * Reads once, on a thread of the system's, so that signals are heard meanwhile.
 * @param position Offset in the file; null: where the last read ended.
 * @returns At most `most` bytes; none at the end. Rejects with the system's error.
 */
export async function readChunk(
  descriptor: number,
  position: number | null,
  most: number = CHUNK,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(most, CHUNK)); // its own memory: it may be transferred
  for (;;) {
    try {
      const { bytesRead } = await read(descriptor, buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead);
    } catch (error) {
      const code = systemCode(error);
      // Another process made the descriptor non-blocking: wait for bytes.
      if (code === 'EAGAIN') await setTimeout(PATIENCE_MS);
      else if (code !== 'EINTR') throw error;
    }
  }
}

/** Reads from the current offset to the end. */
export async function* readToEnd(descriptor: number): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const chunk = await readChunk(descriptor, null);
    if (chunk.length === 0) return;
    yield chunk;
  }
}

/**
 * The length of a regular file in bytes, as far as it can be relied on; undefined otherwise. Files that the system makes
 * up while they are read say 0 (/proc) or a page (/sys), whatever they hold. Such files take no room on a disk, and the
 * last byte that they claim is not there.
 */
export async function reliableSize(
  descriptor: number,
  stats: BigIntStats,
): Promise<number | undefined> {
  const size = Number(stats.size);
  if (!stats.isFile() || size === 0) return undefined;
  const hasRoom = 512n * stats.blocks >= stats.size;
  return hasRoom || (await readChunk(descriptor, size - 1, 1)).length > 0 ? size : undefined;
}
