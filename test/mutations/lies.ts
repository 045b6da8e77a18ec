/** Mutants that malice makes: fields say what they should not, and every checksum is computed anew. */
import { FORMAT_VERSION, METHOD } from '#dist/archive/format.js';
import { SPEC_FIELDS } from '#dist/model/fields.js';
import { decodeSpec, encodeSpec } from '#dist/model/model-spec.js';
import { PRESETS } from '#dist/model/presets.js';
import { encodeFrom, type Pair } from '#dist/model/spec-bytes.js';
import { SPLITTERS } from '#dist/split/registry.js';
import {
  mapStreams,
  RAW_STORED,
  type RawBlock,
  type RawFrame,
  type RawModelled,
  type RawTree,
  rawSplit,
  rawStreams,
  withPayload,
} from '../support/forge.js';
import type { Random } from '../support/random.js';
import { changedSpec, randomSpec } from '../support/random-spec.js';
import type { Seed } from './seeds.js';

/** What became of one frame, and whether it still decodes to what the seed held. */
type Lie = (
  random: Random,
  frame: RawFrame,
  block: RawModelled,
  at: number,
  other: Seed,
) => RawFrame;

/** Numbers at which programs break: around powers of two, up to the largest varint. */
function hostileNumber(random: Random, honest: number): number {
  switch (random.below(4)) {
    case 0:
      return Math.max(0, honest + random.below(9) - 4);
    case 1:
      return random.below(2 * honest + 2);
    case 2:
      return Math.max(0, 2 ** random.below(53) + random.below(3) - 1);
    default:
      return random.below(4);
  }
}

function withBlock(frame: RawFrame, at: number, block: RawBlock): RawFrame {
  return { ...frame, blocks: frame.blocks.map((old, index) => (index === at ? block : old)) };
}

/** Changes one of the block's streams. */
function withStream(
  random: Random,
  frame: RawFrame,
  block: RawModelled,
  at: number,
  change: (stream: RawTree) => RawTree,
): RawFrame {
  const chosen = random.below(rawStreams(block.tree).length);
  const tree = mapStreams(block.tree, (one, index) => (index === chosen ? change(one) : one));
  return withBlock(frame, at, { ...block, tree });
}

/** The tree with one of its nodes changed. */
function withNode(random: Random, tree: RawTree, change: (node: RawTree) => RawTree): RawTree {
  if (tree.parts.length === 0 || random.below(3) === 0) return change(tree);
  const chosen = random.below(tree.parts.length);
  const parts = tree.parts.map((part, index) =>
    index === chosen ? withNode(random, part, change) : part,
  );
  return { ...tree, parts };
}

/** A split of any splitter over the parts, with parameters that may fit so many bytes. */
function anySplit(random: Random, length: number, parts: readonly RawTree[]): RawTree {
  const id = random.pick(Object.values(SPLITTERS)).id;
  const most = id === SPLITTERS.fasta.id || id === SPLITTERS.fastq.id ? 14 : 6;
  const numbers = Array.from({ length: random.below(most) }, () =>
    hostileNumber(random, random.below(2) === 0 ? length : 2),
  );
  return rawSplit(id, numbers, ...parts);
}

/** The block's coded bytes replaced by as many others. */
function withNoise(random: Random, frame: RawFrame, at: number): RawFrame {
  const block = frame.blocks[at];
  if (block?.kind !== 'modelled') return frame;
  return withBlock(frame, at, { ...block, payload: random.bytes(block.payload.length) });
}

function number(key: 'length' | 'memory'): Lie {
  return (random, frame, block, at) =>
    withBlock(frame, at, { ...block, [key]: hostileNumber(random, Number(block[key])) });
}

/** Payload and coded length agree; the rest of the header is as it was. */
function payload(block: RawModelled, bytes: Uint8Array): RawModelled {
  if (rawStreams(block.tree).length > 1) return { ...block, payload: bytes };
  return withPayload(block, bytes);
}

export const LIES: Readonly<Record<string, Lie>> = {
  length: number('length'),
  'coded length': (random, frame, block, at) =>
    withStream(random, frame, block, at, (stream) => ({
      ...stream,
      numbers: [hostileNumber(random, Number(stream.numbers[0] ?? 0))],
    })),
  method: (random, frame, block, at) => {
    const change = (node: RawTree) => ({ ...node, method: random.below(12) });
    return withBlock(frame, at, { ...block, tree: withNode(random, block.tree, change) });
  },
  parameters: (random, frame, block, at) => {
    const tree = withNode(random, block.tree, (node) => ({
      ...node,
      numbers: node.numbers.map((value) =>
        random.below(3) === 0 ? hostileNumber(random, Number(value)) : value,
      ),
    }));
    return withBlock(frame, at, { ...block, tree });
  },
  /** A split more, over one node or several. */
  split: (random, frame, block, at) => {
    const tree = withNode(random, block.tree, (node) => {
      const parts = random.pick([[node], [node, node], [node, RAW_STORED], [RAW_STORED, node]]);
      return anySplit(random, Number(block.length), parts);
    });
    return withBlock(frame, at, { ...block, tree });
  },
  /** A recurrence that may fit: its residuals are the block's bytes, the others are stored. */
  recurrence: (random, frame, block, at) => {
    const length = Number(block.length);
    const layout = random.below(10);
    const width = [1, 1, 1, 1, 2, 2, 4, 4, 8, 8][layout] as number;
    const rule = random.below(4);
    const count = 1 + random.below(9);
    const some = (most: number) => hostileNumber(random, random.below(most));
    const own = [
      [random.below(2), count, ...Array.from({ length: count }, () => some(9))],
      [count, ...Array.from({ length: 3 * count }, () => some(256)), some(256), 0],
      [],
      [...Array.from({ length: 2 }, () => some(64)), ...Array.from({ length: 6 }, () => some(9))],
    ];
    const offset = random.below(3);
    const units = Math.max(1, Math.floor((length - offset) / width));
    const parameters = [
      layout,
      ...(layout === 0 ? [48, 49] : []),
      offset,
      units,
      rule,
      ...(own[rule] as number[]),
    ];
    const outside = offset + units * width < length || offset > 0 ? [RAW_STORED] : [];
    const state = rule < 3 ? [RAW_STORED] : [];
    const { recurrence } = SPLITTERS;
    const tree = rawSplit(recurrence.id, parameters, ...outside, ...state, block.tree);
    return withBlock(frame, at, { ...block, tree });
  },
  /** Splits deeper than there may be, and more streams. */
  'huge tree': (random, frame, block, at) => {
    let tree = block.tree;
    const { branches, columns } = SPLITTERS;
    for (let depth = random.below(8); depth > 0; depth--)
      tree =
        random.below(2) === 0 ? rawSplit(branches.id, [], tree) : rawSplit(columns.id, [2], tree);
    const borders = random.below(1100);
    if (random.below(2) === 0) {
      const table = Array.from({ length: borders }, (_, i) => [1, 1 + i]).flat();
      const parts = new Array<RawTree>(borders).fill(RAW_STORED);
      tree = rawSplit(SPLITTERS.segments.id, [borders, ...table], tree, ...parts);
    }
    return withBlock(frame, at, { ...block, tree });
  },
  'second stream': (random, frame, block, at) => {
    const part = random.below(Number(block.length));
    const constant = { ...RAW_STORED, method: METHOD.constant, alphabet: random.bytes(1) };
    const second = random.pick([block.tree, RAW_STORED, constant]);
    const tree = rawSplit(SPLITTERS.segments.id, [1, part, 1], block.tree, second);
    return withBlock(frame, at, { ...block, tree });
  },
  memory: number('memory'),
  /** A longer block, the frame's own length in agreement with it. */
  'agreeing length': (random, frame, block, at) => {
    const length = Number(block.length) + random.below(4096);
    const header = frame.header.slice(0, 6);
    header[5] = 0;
    return { ...withBlock(frame, at, { ...block, length }), header };
  },
  /** Presets and fields that exist, with values that may. */
  spec: (random, frame, block, at) => {
    const fields = Object.values(SPEC_FIELDS).filter(() => random.below(12) === 0);
    const pairs = fields
      .map(
        ({ id }): Pair => [id, random.below(3) === 0 ? hostileNumber(random, 64) : random.below(6)],
      )
      .sort(([a], [b]) => a - b);
    const spec = encodeFrom(random.below(PRESETS.length), pairs);
    return withStream(random, frame, block, at, (stream) => ({ ...stream, spec }));
  },
  /** Any valid model, as an encoder writes it, so that it reaches the codec; with coded bytes of its own or of another. */
  'valid spec': (random, frame, block, at) => {
    const changed = withStream(random, frame, block, at, (stream) => ({
      ...stream,
      spec: encodeSpec(randomSpec(random)),
    }));
    return random.below(2) === 0 ? changed : withNoise(random, changed, at);
  },
  /** The model with a field changed. */
  'changed spec': (random, frame, block, at) =>
    withStream(random, frame, block, at, (stream) =>
      stream.spec.length === 0
        ? stream
        : { ...stream, spec: encodeSpec(changedSpec(random, decodeSpec(stream.spec))) },
    ),
  /** The widest and deepest networks, the largest tables: what they need must be refused, not allocated. */
  'huge spec': (random, frame, block, at) => {
    const { width, layers, horizon, tables } = SPEC_FIELDS;
    const pairs: Pair[] = [
      [width.id, 1024 + 512 * random.below(3)],
      [layers.id, 2 + random.below(7)],
      [horizon.id, 10 + random.below(100)],
      [tables.id, tables.max],
    ];
    const spec = encodeFrom(random.below(PRESETS.length), pairs);
    return withStream(random, frame, block, at, (stream) => ({ ...stream, spec }));
  },
  'random spec': (random, frame, block, at) =>
    withStream(random, frame, block, at, (stream) => ({
      ...stream,
      spec: random.bytes(1 + random.below(12)),
    })),
  alphabet: (random, frame, block, at) => {
    const other = random.bytes(1 + random.below(33));
    const damaged = (byte: number) => byte ^ (1 << random.below(8));
    return withStream(random, frame, block, at, (stream) => ({
      ...stream,
      alphabet: random.below(2) === 0 ? other : stream.alphabet.map(damaged),
    }));
  },
  'full alphabet': (random, frame, block, at) =>
    withStream(random, frame, block, at, (stream) => ({
      ...stream,
      alphabet: Uint8Array.of(0xff),
    })),
  payload: (random, frame, block, at) => {
    const length =
      random.below(2) === 0 ? block.payload.length : random.below(Number(block.length));
    return withBlock(frame, at, payload(block, random.bytes(length)));
  },
  'payload of zeros': (random, frame, block, at) =>
    withBlock(frame, at, payload(block, new Uint8Array(random.below(Number(block.length))))),
  'payload of ones': (random, frame, block, at) =>
    withBlock(
      frame,
      at,
      payload(block, new Uint8Array(random.below(Number(block.length))).fill(255)),
    ),
  'short payload': (random, frame, block, at) =>
    withBlock(
      frame,
      at,
      payload(block, block.payload.subarray(0, random.below(block.payload.length + 1))),
    ),
  'content checksum': (random, frame, block, at) =>
    withBlock(frame, at, { ...block, content: random.bytes(8) }),
  'frame header': (random, frame) => ({
    ...frame,
    header: Uint8Array.of(
      ...frame.header.subarray(0, 4),
      random.below(8) === 0 ? random.below(256) : FORMAT_VERSION,
      random.below(16),
      ...random.bytes(random.below(12)),
    ),
  }),
  'block of another archive': (random, frame, _block, at, other) => {
    const blocks = other.frames.flatMap((one) => one.blocks);
    return blocks.length > 0 ? withBlock(frame, at, random.pick(blocks)) : frame;
  },
  'other kind': (random, frame, block, at) => {
    const tag = random.below(256);
    const head = Uint8Array.of(tag, ...random.bytes(random.below(20)), ...block.content);
    return withBlock(frame, at, {
      kind: 'other',
      head,
      content: block.content,
      payload: block.payload,
    });
  },
};
