/** The part of a file that is explained. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { LabError } from '../errors.js';

/** Fewest bytes of a file that say anything. */
export const MIN_BYTES = 64;

/** Stretches of a file that is longer than the sample. */
const STRETCHES = 8;

/** Bytes of a file that lie together. */
export interface Stretch {
  /** Offset in the file. */
  readonly start: number;
  readonly length: number;
}

export interface Sample {
  /** Length of the file in bytes. */
  readonly fileBytes: number;
  /** The stretches, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In their order: one, the whole file, or several, evenly spaced from its beginning to its end. */
  readonly stretches: readonly Stretch[];
}

/**
 * Reads a file, or stretches of it that have `most` bytes together. Throws LabError for what is no file and for files of
 * fewer than MIN_BYTES bytes, and the system's error, with the path.
 */
export function readSample(path: string, most: number): Sample {
  let file: number | undefined;
  try {
    // Opening a pipe would wait for a writer.
    const status = statSync(path);
    if (status.isDirectory()) throw new LabError(`${path} is a folder; explain takes one file`);
    if (!status.isFile()) throw new LabError(`${path} is no regular file`);
    file = openSync(path, 'r');
    const fileBytes = status.size;
    if (fileBytes === 0) throw new LabError(`${path} is empty`);
    if (fileBytes < MIN_BYTES)
      throw new LabError(
        `${path}: ${fileBytes} bytes are too few to explain; ${MIN_BYTES} are needed`,
      );
    const stretches = stretchesOf(fileBytes, most);
    const bytes = new Uint8Array(stretches.reduce((sum, { length }) => sum + length, 0));
    let filled = 0;
    for (const { start, length } of stretches) {
      readFully(file, bytes.subarray(filled, filled + length), start, path);
      filled += length;
    }
    return { fileBytes, bytes, stretches };
  } catch (error) {
    throw error instanceof LabError
      ? error
      : Object.assign(error as NodeJS.ErrnoException, { path });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function stretchesOf(fileBytes: number, most: number): Stretch[] {
  if (fileBytes <= most) return [{ start: 0, length: fileBytes }];
  const length = Math.ceil(most / STRETCHES);
  return Array.from({ length: STRETCHES }, (_, i) => ({
    start: Math.floor((i * (fileBytes - length)) / (STRETCHES - 1)),
    length,
  }));
}

function readFully(file: number, target: Uint8Array, start: number, path: string): void {
  for (let at = 0; at < target.length; ) {
    const read = readSync(file, target, at, target.length - at, start + at);
    if (read === 0) throw new LabError(`${path} became shorter while it was read`);
    at += read;
  }
}

/** The part of `stretches` from byte `from` of the sample on, `length` bytes, at its places in the file. */
export function placesOf(
  stretches: readonly Stretch[],
  from: number,
  length: number,
): readonly Stretch[] {
  const places: Stretch[] = [];
  let before = 0;
  for (const stretch of stretches) {
    const first = Math.max(from, before);
    const end = Math.min(from + length, before + stretch.length);
    if (first < end) places.push({ start: stretch.start + first - before, length: end - first });
    before += stretch.length;
  }
  return places;
}
