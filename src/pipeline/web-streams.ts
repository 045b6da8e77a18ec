/** CompressStream and DecompressStream, with the interface of CompressionStream and DecompressionStream. */
import type { CompressOptions, DecompressOptions } from '../types.js';
import { compressChunks } from './compress.js';
import { decompressChunks } from './decompress.js';
import { Pump } from './pump.js';
import { compressSettings, decompressSettings } from './settings.js';

/** A chunk of input, as for CompressionStream. */
export type StreamInput = Uint8Array | ArrayBuffer | ArrayBufferView;

interface StreamPair {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<StreamInput>;
}

function streamsOf(pump: Pump): StreamPair {
  let failWriting: (error: unknown) => void = () => {};
  let failReading: (error: unknown) => void = () => {};
  const writable = new WritableStream<StreamInput>({
    start: (controller) => {
      failWriting = (error) => controller.error(error);
      // abort() below waits for the current write, which may wait for a reader for ever. The signal does not wait.
      controller.signal.addEventListener('abort', () => {
        // The stream fails by itself. In Node an error() call in this listener throws.
        failWriting = () => {};
        pump.stop(controller.signal.reason);
      });
    },
    write: (chunk) => pump.push(chunk as Uint8Array),
    close: () => pump.end(),
    abort: (reason) => pump.stop(reason),
  });
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        failReading = (error) => controller.error(error);
      },
      pull: async (controller) => {
        try {
          const chunk = await pump.pull();
          if (chunk) controller.enqueue(chunk);
          else controller.close();
        } catch (error) {
          failWriting(error);
          throw error;
        }
      },
      cancel: (reason) => {
        failWriting(reason);
        pump.stop(reason);
      },
    },
    { highWaterMark: 0 },
  );
  pump.onStop((error) => {
    failWriting(error);
    failReading(error);
  });
  return { readable, writable };
}

/**
 * A transform stream that compresses: `source.pipeThrough(new CompressStream(options))`. The streams fail with the
 * errors of compress(). The constructor throws INVALID_OPTION or INVALID_SPEC.
 */
export class CompressStream implements StreamPair {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<StreamInput>;

  constructor(options: CompressOptions = {}) {
    compressSettings(options);
    ({ readable: this.readable, writable: this.writable } = streamsOf(
      new Pump(compressChunks, options),
    ));
  }
}

/** The inverse of CompressStream. The streams fail with the errors of decompress(). */
export class DecompressStream implements StreamPair {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<StreamInput>;

  constructor(options: DecompressOptions = {}) {
    decompressSettings(options);
    ({ readable: this.readable, writable: this.writable } = streamsOf(
      new Pump(decompressChunks, options),
    ));
  }
}
