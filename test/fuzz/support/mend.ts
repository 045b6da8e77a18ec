/** Makes the checks of an archive right, whatever its bytes say, so that a fuzzer gets behind them. */
import { type BlockHeader, payloadLength, readBlockHeader } from '#dist/archive/block-header.js';
import { Checksum, checksum, checksumBytes } from '#dist/archive/checksum.js';
import { TAG } from '#dist/archive/format.js';
import { readFrameHeader } from '#dist/archive/frame-header.js';
import { FrameSeal } from '#dist/archive/frame-seal.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import { ForesayError } from '#dist/errors.js';

/** A block that was understood. */
export interface MendedBlock {
  readonly header: BlockHeader;
  readonly payload: Uint8Array;
  /** Where its payload begins in the archive. */
  readonly at: number;
}

export interface Mended {
  readonly archive: Uint8Array<ArrayBuffer>;
  /** All blocks up to the first byte that breaks a rule of the archive layer. */
  readonly blocks: readonly MendedBlock[];
  /** Whether nothing broke one. */
  readonly whole: boolean;
}

/** What a block decodes to, for its content's checksum; undefined leaves the checksum that stands there. */
export type Content = (header: BlockHeader, payload: Uint8Array) => Uint8Array | undefined;

/** The archive with right checks, up to where it can be read. loadChecksum() must have resolved. */
export function mend(bytes: Uint8Array, content: Content): Mended {
  const archive = new Uint8Array(bytes);
  const blocks: MendedBlock[] = [];
  try {
    for (let at = 0; at < archive.length; ) at = mendFrame(archive, at, content, blocks);
    return { archive, blocks, whole: archive.length > 0 };
  } catch (error) {
    if (error instanceof ForesayError) return { archive, blocks, whole: false };
    throw error;
  }
}

/** Mends the frame that begins at `start`; returns where it ends. */
function mendFrame(
  archive: Uint8Array,
  start: number,
  content: Content,
  blocks: MendedBlock[],
): number {
  const source = new ByteSource(archive.subarray(start));
  readFrameHeader(source);
  const seal = new FrameSeal(source.since(0));
  for (;;) {
    const from = source.position;
    const tag = source.byte();
    if (tag === TAG.end) {
      source.raw(4).set(seal.close());
      return start + source.position;
    }
    const header = readBlockHeader(tag, source);
    const head = source.since(from);
    const at = start + source.position;
    const payload = source.raw(payloadLength(header));
    const decoded = content(header, payload);
    const sum = decoded ? checksum(decoded) : header.contentChecksum;
    head.set(checksumBytes(sum), head.length - 8);
    const own = new Checksum().update(head).update(payload).check();
    seal.block(sum, own);
    source.raw(4).set(header.last ? seal.close() : own);
    blocks.push({ header: { ...header, contentChecksum: sum }, payload, at });
    if (header.last) return start + source.position;
  }
}
