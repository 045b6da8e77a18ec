/** Makes the checks of an archive right, whatever its bytes say, so that a fuzzer gets behind them. */
import { type BlockHeader, payloadLength, readBlockHeader } from '#dist/archive/block-header.js';
import { Checksum, checksum, checksumBytes } from '#dist/archive/checksum.js';
import { TAG } from '#dist/archive/format.js';
import { readFrameHeader } from '#dist/archive/frame-header.js';
import { FrameSeal } from '#dist/archive/frame-seal.js';
import { ByteSource } from '#dist/bytes/byte-source.js';
import type { FrameNetwork } from '#dist/codec/frame-network.js';
import { ForesayError } from '#dist/errors.js';
import { networkHeader } from '#dist/network/network-file.js';

/** A block that was understood. */
export interface MendedBlock {
  readonly header: BlockHeader;
  readonly payload: Uint8Array;
  /** Where its payload begins in the archive. */
  readonly at: number;
  /** The network in its frame. */
  readonly network: FrameNetwork | undefined;
}

export interface Mended {
  readonly archive: Uint8Array<ArrayBuffer>;
  /** All blocks up to the first byte that breaks a rule of the archive layer. */
  readonly blocks: readonly MendedBlock[];
  /** Whether nothing broke one. */
  readonly whole: boolean;
}

/** What a block decodes to, for its content's checksum; undefined leaves the checksum that stands there. */
export type Content = (
  header: BlockHeader,
  payload: Uint8Array,
  network: FrameNetwork | undefined,
) => Uint8Array | undefined;

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
  const network = mendNetwork(source, readFrameHeader(source).network);
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
    const decoded = content(header, payload, network);
    const sum = decoded ? checksum(decoded) : header.contentChecksum;
    head.set(checksumBytes(sum), head.length - 8);
    const own = new Checksum().update(head).update(payload).check();
    seal.block(sum, own);
    source.raw(4).set(header.last ? seal.close() : own);
    blocks.push({ header: { ...header, contentChecksum: sum }, payload, at, network });
    if (header.last) return start + source.position;
  }
}

/** The network that ends a frame header, its own checksum made right in the archive. */
function mendNetwork(
  source: ByteSource,
  network: Uint8Array | undefined,
): FrameNetwork | undefined {
  if (!network) return undefined;
  const end = source.since(0).subarray(-Math.min(8, network.length));
  const sum = checksumBytes(checksum(network.subarray(0, -8)));
  end.set(sum.subarray(0, end.length));
  network.set(sum.subarray(0, end.length), network.length - end.length);
  return { bytes: network, header: networkHeader(network) };
}
