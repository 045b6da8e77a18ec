/**
 * Takes archives apart and puts them together again with every checksum right and nothing else checked: what a hostile
 * or faulty writer could send. The layout is FORMAT.md's.
 */
import { encodeAlphabet } from '#dist/archive/alphabet.js';
import { ArchiveReader } from '#dist/archive/archive-reader.js';
import { Checksum, checksumBytes } from '#dist/archive/checksum.js';
import { LAST, METHOD, TAG } from '#dist/archive/format.js';
import type { Tree } from '#dist/archive/tree.js';
import { ByteSink } from '#dist/bytes/byte-sink.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodeSpec } from '#dist/model/model-spec.js';
import { SPLITTERS } from '#dist/split/registry.js';

/** A number to be written as a varint, or bytes to stand in its place. */
export type Varint = number | Uint8Array;

export interface RawStored {
  readonly kind: 'stored';
  readonly length: Varint;
  /** Checksum of the decoded bytes, 8 bytes. */
  readonly content: Uint8Array;
  readonly payload: Uint8Array;
}

/** A node of a block's tree: what its header says, in this order. */
export interface RawTree {
  /** Of a stream, or the number of a splitter. */
  readonly method: Varint;
  /** The parameters of a split; the coded length of a modelled stream. */
  readonly numbers: readonly Varint[];
  /** Of a modelled stream. */
  readonly spec: Uint8Array;
  /** Of a modelled stream; of a constant one its value. */
  readonly alphabet: Uint8Array;
  readonly parts: readonly RawTree[];
}

export interface RawModelled {
  readonly kind: 'modelled';
  readonly length: Varint;
  /** In MEMORY_UNITs. */
  readonly memory: Varint;
  readonly tree: RawTree;
  readonly content: Uint8Array;
  readonly payload: Uint8Array;
}

/** Anything else: a header as it is, and what follows it. */
export interface RawOther {
  readonly kind: 'other';
  readonly head: Uint8Array;
  readonly content: Uint8Array;
  readonly payload: Uint8Array;
}

export type RawBlock = RawStored | RawModelled | RawOther;

export interface RawFrame {
  /** The frame header, magic included. */
  readonly header: Uint8Array;
  readonly blocks: readonly RawBlock[];
}

function put(sink: ByteSink, value: Varint): void {
  if (typeof value === 'number') sink.varint(value);
  else sink.raw(value);
}

function putTree(sink: ByteSink, { method, numbers, spec, alphabet, parts }: RawTree): void {
  for (const value of [method, ...numbers]) put(sink, value);
  sink.raw(spec).raw(alphabet);
  for (const part of parts) putTree(sink, part);
}

function headOf(block: RawBlock, last: boolean): Uint8Array {
  if (block.kind === 'other') return block.head;
  const sink = new ByteSink().byte(TAG[block.kind] | (last ? LAST : 0));
  if (block.kind === 'stored') put(sink, block.length);
  else {
    put(sink, block.length);
    put(sink, block.memory);
    putTree(sink, block.tree);
  }
  return sink.raw(block.content).take();
}

/** The frame's bytes, all checks computed over what stands there. loadChecksum() must have resolved. */
export function assemble({ header, blocks }: RawFrame): Uint8Array<ArrayBuffer> {
  const sink = new ByteSink().raw(header);
  const seal = new Checksum().update(header);
  for (const [i, block] of blocks.entries()) {
    const last = i === blocks.length - 1;
    const head = headOf(block, last);
    const check = new Checksum().update(head).update(block.payload).check();
    seal.update(block.content).update(check);
    sink
      .raw(head)
      .raw(block.payload)
      .raw(last ? seal.check() : check);
  }
  if (blocks.length === 0) sink.byte(TAG.end).raw(seal.check());
  return sink.take();
}

const NOTHING = new Uint8Array(0);

/** A stream kept as it is. */
export const RAW_STORED: RawTree = {
  method: METHOD.stored,
  numbers: [],
  spec: NOTHING,
  alphabet: NOTHING,
  parts: [],
};

/** A split by the splitter of that number. */
export function rawSplit(
  method: Varint,
  numbers: readonly Varint[],
  ...parts: readonly RawTree[]
): RawTree {
  return { ...RAW_STORED, method, numbers, parts };
}

function rawTree(tree: Tree): RawTree {
  switch (tree.kind) {
    case 'stored':
      return RAW_STORED;
    case 'constant':
      return { ...RAW_STORED, method: METHOD.constant, alphabet: Uint8Array.of(tree.value) };
    case 'modelled':
      return {
        method: METHOD.modelled,
        numbers: [tree.codedLength],
        spec: encodeSpec(tree.spec),
        alphabet: encodeAlphabet(tree.alphabet),
        parts: [],
      };
    case 'split':
      return rawSplit(SPLITTERS[tree.splitter].id, tree.parameters, ...tree.parts.map(rawTree));
  }
}

/** The streams of the tree in their order. */
export function rawStreams(tree: RawTree): RawTree[] {
  return tree.parts.length === 0 ? [tree] : tree.parts.flatMap(rawStreams);
}

/** The tree with each stream changed. */
export function mapStreams(
  tree: RawTree,
  change: (stream: RawTree, index: number) => RawTree,
): RawTree {
  let index = 0;
  const map = (node: RawTree): RawTree =>
    node.parts.length === 0 ? change(node, index++) : { ...node, parts: node.parts.map(map) };
  return map(tree);
}

/** The block with other coded bytes, and their number as the coded length of each stream: of the only one, mostly. */
export function withPayload(block: RawModelled, payload: Uint8Array): RawModelled {
  const tree = mapStreams(block.tree, (one) => ({ ...one, numbers: [payload.length] }));
  return { ...block, tree, payload };
}

/** The frames of a valid archive. */
export async function takeApart(archive: Uint8Array): Promise<RawFrame[]> {
  await loadChecksum();
  const frames: RawFrame[] = [];
  let start = 0;
  let firstBlock: number | undefined;
  let blocks: RawBlock[] = [];
  for (const event of new ArchiveReader().read(archive)) {
    if (event.type === 'frameStart') {
      start = event.offset;
      firstBlock = undefined;
      blocks = [];
    } else if (event.type === 'block') {
      firstBlock ??= event.offset;
      const { header, payload } = event;
      const { length } = header;
      const content = checksumBytes(header.contentChecksum);
      if (header.kind === 'stored') blocks.push({ kind: 'stored', length, content, payload });
      else
        blocks.push({
          kind: 'modelled',
          length,
          memory: header.memory / 2 ** 20,
          tree: rawTree(header.tree),
          content,
          payload,
        });
    } else if (event.type === 'frameEnd') {
      const header = archive.slice(start, firstBlock ?? event.end - 5);
      frames.push({ header, blocks });
    }
  }
  return frames;
}
