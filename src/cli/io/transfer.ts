/** Sends bytes from a source through a pipeline to a sink. */
import { release } from '../../bytes/release.js';
import { FileError } from '../failure.js';
import type { Sink } from './sink.js';
import type { Source } from './source.js';

/** compressChunks() or decompressChunks() with their options. */
export type Pipeline = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export interface Transfer {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Wall-clock time. */
  readonly seconds: number;
}

/** Transfers all bytes; neither commits nor discards the sink. Rejects with the first error of the three. */
export async function transfer(source: Source, pipeline: Pipeline, sink: Sink): Promise<Transfer> {
  const started = performance.now();
  let bytesIn = 0;
  let bytesOut = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source.chunks()) {
        bytesIn += chunk.length;
        yield chunk;
        release(chunk); // the pipeline no longer needs a chunk when it requests the next one
      }
    } catch (error) {
      throw FileError.from(source.label, error);
    }
  }
  for await (const chunk of pipeline(counted())) {
    bytesOut += chunk.length;
    await sink.write(chunk);
    release(chunk);
  }
  return { bytesIn, bytesOut, seconds: (performance.now() - started) / 1000 };
}
