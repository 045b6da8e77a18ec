/** Duplex streams for Node. */
import { Duplex } from 'node:stream';
import { compressChunks } from '../pipeline/compress.js';
import { decompressChunks } from '../pipeline/decompress.js';
import { Pump } from '../pipeline/pump.js';
import { compressSettings, decompressSettings } from '../pipeline/settings.js';
import type { CompressOptions, DecompressOptions } from '../types.js';

/**
 * A Duplex stream that compresses, for pipe() and stream.pipeline(). Throws INVALID_OPTION or INVALID_SPEC. Emits the
 * errors of compress().
 */
export function createCompress(options: CompressOptions = {}): Duplex {
  compressSettings(options);
  return new PumpStream(new Pump(compressChunks, options));
}

/** The inverse of createCompress. Throws INVALID_OPTION. Emits the errors of decompress(). */
export function createDecompress(options: DecompressOptions = {}): Duplex {
  decompressSettings(options);
  return new PumpStream(new Pump(decompressChunks, options));
}

/** A Pump as a Duplex stream. Output chunks are as long as a block, so the readable side buffers no more than one. */
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
