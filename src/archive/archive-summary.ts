import { formatSpec } from '../spec/model-spec.js';
import type { ArchiveInfo, BlockInfo, FrameInfo } from '../types.js';
import type { ArchiveEvent } from './archive-reader.js';
import { payloadLength } from './block-header.js';
import { checksumText } from './checksum.js';
import type { FrameHeader } from './frame-header.js';

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
      const { header } = event;
      this.blocks.push({
        kind: header.kind,
        originalBytes: header.length,
        codedBytes: payloadLength(header),
        memory: header.kind === 'modelled' ? header.memory : 0,
        checksum: checksumText(header.contentChecksum),
        ...(header.kind === 'modelled' && {
          model: formatSpec(header.spec),
          numericVersion: header.numericVersion,
        }),
      });
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
