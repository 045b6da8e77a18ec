/** Node's own kind of stream. */
import { Duplex } from 'node:stream';
import { compressChunks } from '../pipeline/compress.js';
import { decompressChunks } from '../pipeline/decompress.js';
import { Pump } from '../pipeline/pump.js';
import { compressSettings, decompressSettings } from '../pipeline/settings.js';
import type { CompressOptions, DecompressOptions } from '../types.js';

/**
 * A stream that compresses what is written to it, for pipe() and stream.pipeline(). Throws INVALID_OPTION or
 * INVALID_SPEC; emits the errors of compress().
 */
export function createCompress(options: CompressOptions = {}): Duplex {
  compressSettings(options);
  return new PumpStream(new Pump(compressChunks, options));
}

/** The inverse of createCompress, and like it. */
export function createDecompress(options: DecompressOptions = {}): Duplex {
  decompressSettings(options);
  return new PumpStream(new Pump(decompressChunks, options));
}

/** A pump with the handles of a Duplex. Chunks of a block's size come out, so the buffers of Node hold one at most. */
class PumpStream extends Duplex {
  readonly #pump: Pump;

  constructor(pump: Pump) {
    super({ readableHighWaterMark: 1, writableHighWaterMark: 1 << 16 });
    this.#pump = pump;
    pump.onStop((error) => this.destroy(error as Error));
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.#pump.push(chunk).then(callback);
  }

  override _final(callback: () => void): void {
    this.#pump.end();
    callback();
  }

  override _read(): void {
    this.#pump.pull().then(
      (chunk) => this.push(chunk ?? null),
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#pump.stop(error ?? undefined);
    callback(error);
  }
}
