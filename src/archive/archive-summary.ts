import { formatSpec, type ModelSpec } from '../model/model-spec.js';
import { networkHeader, readEmbedded } from '../network/network-file.js';
import { segmentsOf } from '../split/segments.js';
import type {
  ArchiveInfo,
  BlockInfo,
  FrameInfo,
  FrameStartInfo,
  NetworkInfo,
  StreamInfo,
} from '../types.js';
import type { ArchiveEvent } from './archive-reader.js';
import { type BlockHeader, payloadLength } from './block-header.js';
import { checksumText } from './checksum.js';
import { NUMERIC_VERSION } from './format.js';
import type { FrameHeader } from './frame-header.js';
import { keptLength, type Leaf, leavesOf, type Stream, type Tree } from './tree.js';

/** Most models that a summary names. */
const MAX_MODELS = 100;

/** A frame that has not ended. */
interface OpenFrame {
  readonly header: FrameHeader;
  readonly start: number;
  blockCount: number;
  readonly blocks: BlockInfo[];
}

/** Adds up what an ArchiveReader reports, decoding nothing. What it holds is bounded, whatever the archive. */
export class ArchiveSummary {
  private readonly frames: FrameInfo[] = [];
  private readonly models = new Set<string>();
  private frame: OpenFrame | undefined;
  private listed = 0;
  private frameCount = 0;
  private blockCount = 0;
  private archiveBytes = 0;
  private originalBytes = 0;
  private networkBytes = 0;
  private codedBytes = 0;
  private memory = 0;

  /** @param maxListed Most frames, and most blocks, that are listed. */
  constructor(private readonly maxListed: number) {}

  /** Takes in the events in their order. */
  add(event: ArchiveEvent): void {
    if (event.type === 'frameStart')
      this.frame = { header: event.header, start: event.offset, blockCount: 0, blocks: [] };
    else if (event.type === 'block' && this.frame) this.addBlock(event.header, this.frame);
    else if (event.type === 'frameEnd' && this.frame) this.addFrame(event, this.frame);
  }

  private addBlock(header: BlockHeader, frame: OpenFrame): void {
    this.blockCount++;
    frame.blockCount++;
    this.codedBytes += payloadLength(header);
    if (header.kind === 'modelled') this.memory = Math.max(this.memory, header.memory);
    for (const { stream } of streamsOf(header))
      if (this.models.size < MAX_MODELS) this.models.add(modelOf(stream) ?? 'stored');
    if (this.listed === this.maxListed || this.frames.length === this.maxListed) return;
    this.listed++;
    frame.blocks.push(blockInfo(header));
  }

  private addFrame(
    { end, length }: Extract<ArchiveEvent, { type: 'frameEnd' }>,
    { header, start, blockCount, blocks }: OpenFrame,
  ): void {
    this.frameCount++;
    this.archiveBytes = end;
    this.originalBytes += length;
    this.networkBytes += header.network?.length ?? 0;
    if (this.frames.length === this.maxListed) return;
    this.frames.push({
      ...frameStartInfo(header),
      archiveBytes: end - start,
      originalBytes: length,
      blockCount,
      blocks,
    });
  }

  /** The whole frames so far. */
  get info(): ArchiveInfo {
    const { frameCount, blockCount, archiveBytes, originalBytes, memory } = this;
    const { networkBytes, codedBytes } = this;
    return {
      frames: [...this.frames],
      frameCount,
      blockCount,
      archiveBytes,
      originalBytes,
      networkBytes,
      codedBytes,
      memory,
      models: [...this.models],
    };
  }
}

/** What a frame's header says. */
export function frameStartInfo(header: FrameHeader): FrameStartInfo {
  const { version, name, mtime, dictionary, network, networkHash } = header;
  return {
    version,
    ...(name !== undefined && { name }),
    ...(mtime !== undefined && { mtime }),
    ...(dictionary !== undefined && { dictionary: checksumText(dictionary) }),
    ...(network !== undefined && { network: networkInfo(network) }),
    ...(networkHash !== undefined && { networkHash: checksumText(networkHash) }),
  };
}

function networkInfo(file: Uint8Array): NetworkInfo {
  const { cell, width, layers, weights } = readEmbedded(networkHeader, file);
  return { bytes: file.length, weights, shape: `${cell}(${width}x${layers})` };
}

/** What a block's header says. */
export function blockInfo(header: BlockHeader): BlockInfo {
  const common = {
    kind: header.kind,
    originalBytes: header.length,
    codedBytes: payloadLength(header),
    checksum: checksumText(header.contentChecksum),
  };
  const streams = streamsOf(header).map(streamInfo);
  return header.kind === 'stored'
    ? { ...common, memory: 0, segments: 1, streams }
    : {
        ...common,
        memory: header.memory,
        numericVersion: NUMERIC_VERSION,
        segments: Math.max(1, segmentsIn(header.tree)),
        streams,
      };
}

/** The streams of a block; a stored block is one. */
function streamsOf(header: BlockHeader): readonly Leaf[] {
  return header.kind === 'stored' ? [{ stream: header, splitters: [] }] : leavesOf(header.tree);
}

/** The number of segments that the bytes of the tree are sorted by; 0 where they are not. */
function segmentsIn(tree: Tree): number {
  if (tree.kind !== 'split') return 0;
  const { splitter, parameters, length, parts } = tree;
  const table = splitter === 'segments' ? segmentsOf(parameters, length) : undefined;
  return parts.reduce((sum, part) => sum + segmentsIn(part), table?.length ?? 0);
}

function streamInfo({ stream, splitters }: Leaf): StreamInfo {
  const common = { originalBytes: stream.length, codedBytes: keptLength(stream) };
  const own = splitters.filter((name) => name !== 'segments');
  const model = modelOf(stream);
  return { ...common, ...(model !== undefined && { model }), splitters: own };
}

/** The texts of specs that were asked for: the blocks of an archive mostly have the same. */
const texts = new WeakMap<ModelSpec, string>();

function modelOf(stream: Stream): string | undefined {
  if (stream.kind === 'constant') return 'constant';
  if (stream.kind === 'stored') return undefined;
  const text = texts.get(stream.spec) ?? formatSpec(stream.spec);
  texts.set(stream.spec, text);
  return text;
}
