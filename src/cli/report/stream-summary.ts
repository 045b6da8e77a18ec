/** What the compressor took a file's parts for and which models it gave them. */
import type { BlockInfo, StreamInfo } from '../../types.js';
import { formatCount } from './format.js';

/** `line-ends + lstm(64x1)`, `stored`: what became of the bytes of a stream. */
export function treatment({ transforms, model }: StreamInfo): string {
  return [...transforms, model ?? 'stored'].join(' + ');
}

/** Adds up the streams of a file's blocks by what they are and what became of them. */
export class Chosen {
  private readonly sums = new Map<string, { originalBytes: number; codedBytes: number }>();
  private readonly models = new Set<string>();

  add({ streams }: BlockInfo): void {
    for (const stream of streams) {
      const key = stream.model ? `${stream.kind}, ${treatment(stream)}` : 'stored';
      const { originalBytes, codedBytes } = this.sums.get(key) ?? {
        originalBytes: 0,
        codedBytes: 0,
      };
      this.sums.set(key, {
        originalBytes: originalBytes + stream.originalBytes,
        codedBytes: codedBytes + stream.codedBytes,
      });
      this.models.add(stream.model ?? 'stored');
    }
  }

  /** The models, each once. */
  get spec(): string {
    return [...this.models].join(' ');
  }

  /** A line for each. */
  get lines(): string[] {
    return [...this.sums].map(
      ([key, { originalBytes, codedBytes }]) =>
        `${key}: ${formatCount(originalBytes)} -> ${formatCount(codedBytes)} bytes`,
    );
  }
}
