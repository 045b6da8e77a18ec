import { formatSpec } from '../spec/model-spec.js';
import type { ArchiveInfo, BlockInfo, FrameInfo, StreamInfo } from '../types.js';
import type { ArchiveEvent } from './archive-reader.js';
import { type BlockHeader, payloadLength } from './block-header.js';
import { checksumText } from './checksum.js';
import { NUMERIC_VERSION } from './format.js';
import type { FrameHeader } from './frame-header.js';
import { keptLength, type Stream } from './stream-header.js';

/** Adds up what an ArchiveReader reports, decoding nothing. */
export class ArchiveSummary {
  private readonly frames: FrameInfo[] = [];
  private blocks: BlockInfo[] = [];
  private header: FrameHeader | undefined;
  private start = 0;
  private end = 0;

  /** Takes in the events in their order. */
  add(event: ArchiveEvent): void {
    if (event.type === 'frameStart') {
      this.header = event.header;
      this.start = event.offset;
      this.blocks = [];
    } else if (event.type === 'block') {
      this.blocks.push(blockInfo(event.header));
    } else if (this.header) {
      const { version, name, mtime, dictionary } = this.header;
      this.frames.push({
        version,
        ...(name !== undefined && { name }),
        ...(mtime !== undefined && { mtime }),
        ...(dictionary !== undefined && { dictionary: checksumText(dictionary) }),
        archiveBytes: event.end - this.start,
        originalBytes: event.length,
        blocks: this.blocks,
      });
      this.end = event.end;
    }
  }

  /** The whole frames so far. */
  get info(): ArchiveInfo {
    return {
      frames: [...this.frames],
      archiveBytes: this.end,
      originalBytes: this.frames.reduce((sum, frame) => sum + frame.originalBytes, 0),
      memory: this.frames
        .flatMap(({ blocks }) => blocks)
        .reduce((most, { memory }) => Math.max(most, memory), 0),
    };
  }
}

/** What a block's header says. */
export function blockInfo(header: BlockHeader): BlockInfo {
  const common = {
    kind: header.kind,
    originalBytes: header.length,
    codedBytes: payloadLength(header),
    checksum: checksumText(header.contentChecksum),
  };
  return header.kind === 'stored'
    ? { ...common, memory: 0, segments: 1, streams: [streamInfo(header)] }
    : {
        ...common,
        memory: header.memory,
        numericVersion: NUMERIC_VERSION,
        segments: header.segments.length,
        streams: header.streams.map(streamInfo),
      };
}

function streamInfo(stream: Stream): StreamInfo {
  const common = { originalBytes: stream.length, codedBytes: keptLength(stream) };
  return stream.kind === 'stored'
    ? { ...common, transforms: [] }
    : {
        ...common,
        model: formatSpec(stream.spec),
        transforms: stream.transforms.map(({ name }) => name),
      };
}
