/** Reading from descriptors. */
import { type BigIntStats, read as readCallback } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import { systemCode } from '../failure.js';
import { PATIENCE_MS } from './descriptor.js';

const read = promisify(readCallback);

const CHUNK = 2 ** 18;

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

/**
 * A pipe or terminal that was opened, as a stream of Node's event loop; undefined for other kinds. A read from these may
 * never return, and on a thread of the system's it would keep the process from ending. The stream owns the descriptor.
 * Undefined in Deno and Bun too, whose streams take no descriptor of a pipe.
 */
export async function openStream(
  descriptor: number,
  stats: BigIntStats,
): Promise<Readable | undefined> {
  if ('deno' in process.versions || 'bun' in process.versions) return undefined;
  // Loaded only here: most starts do not need it.
  if (isatty(descriptor)) return new (await import('node:tty')).ReadStream(descriptor);
  if (!stats.isFIFO()) return undefined;
  const { Socket } = await import('node:net');
  return new Socket({ fd: descriptor, readable: true, writable: false });
}
