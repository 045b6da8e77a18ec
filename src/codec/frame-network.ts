/** The trained network that models of a frame begin with. */
import { alphabetOf, alphabetValues, isSame, union } from '../archive/alphabet.js';
import { type BlockHeader, beginsWithNetwork } from '../archive/block-header.js';
import { inPieces, STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { ForesayError } from '../errors.js';
import type { ModelSpec } from '../model/model-spec.js';
import type { Network, NetworkParameter, NetworkShape } from '../network/network.js';
import { decodeNetwork, type NetworkHeader, readEmbedded } from '../network/network-file.js';
import { START, type Steps } from './block-coder.js';
import type { Codec } from './codec.js';
import { indexOf, type Parameter } from './parameters.js';

export interface FrameNetwork {
  /** The network file. */
  readonly bytes: Uint8Array;
  /** What it says before its weights. */
  readonly header: NetworkHeader;
}

const SHAPE = ['cell', 'width', 'layers', 'norm'] as const;

/** Whether a model's network has the shape of another. */
export function hasShape(spec: ModelSpec, shape: NetworkShape): boolean {
  return SHAPE.every((name) => spec[name] === shape[name]);
}

/** The network that a model of the frame begins with; undefined for initial weights. Throws CORRUPT unless it fits. */
export function networkOf(
  spec: ModelSpec,
  network: FrameNetwork | undefined,
): FrameNetwork | undefined {
  if (spec.weights === 'initial') return undefined;
  if (network && hasShape(spec, network.header)) return network;
  throw new ForesayError('CORRUPT', 'a model and the network that it begins with differ in shape');
}

/** The network, if a stream of the block begins with it: a task that does not need it is not sent its bytes. */
export function networkForBlock(
  header: BlockHeader,
  network: FrameNetwork | undefined,
): FrameNetwork | undefined {
  return beginsWithNetwork(header) ? network : undefined;
}

/** Bytes of memory of the network: its file, and its weights as f32. */
export function networkMemory(network: FrameNetwork | undefined): number {
  return network ? network.bytes.length + 4 * network.header.weights : 0;
}

/** Throws NETWORK_ALPHABET, in steps, at the first byte that is no symbol of the network. `start`: offset of `bytes`. */
export function* checkAlphabet(
  { header: { alphabet } }: FrameNetwork,
  bytes: Uint8Array,
  start: number,
): Steps<void> {
  for (const { at, piece } of inPieces(bytes)) {
    yield START;
    if (isSame(union(alphabet, alphabetOf(piece)), alphabet)) continue;
    const values = new Set(alphabetValues(alphabet));
    const index = piece.findIndex((byte) => !values.has(byte));
    throw new ForesayError(
      'NETWORK_ALPHABET',
      `byte ${start + at + index} of the input is ${piece[index]}, which is no symbol of the network`,
    );
  }
}

/**
 * The network that was decoded last. The blocks of a frame have the same one, but each task has a copy of its bytes: without
 * this, a frame of many small blocks would decode a large network for each of them.
 */
let last: { readonly bytes: Uint8Array; readonly network: Network } | undefined;

function decodedNetwork({ bytes }: FrameNetwork): Network {
  if (!last || !isEqual(last.bytes, bytes))
    last = { bytes, network: readEmbedded(decodeNetwork, bytes) };
  return last.network;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Replaces the initial weights of the codec's open block, in steps. They must all be set. A symbol that the network does
 * not have keeps its initial weights. So do the embeddings of several symbols.
 * @param alphabet The byte values that are the codec's symbols.
 */
export function* writeNetwork(
  codec: Codec,
  network: FrameNetwork,
  alphabet: Uint8Array,
): Stepwise<void> {
  const { parameters } = decodedNetwork(network);
  const values = alphabetValues(network.header.alphabet);
  /** The network's symbol for each symbol of the codec; -1: none. */
  const symbols = alphabetValues(alphabet).map((value) => values.indexOf(value));
  for (const from of parameters) {
    const all = Array.from({ length: from.rows }, (_, row) => row);
    const rows = from.name === EMBEDDING ? symbols : all;
    for (let row = 0; row < rows.length; ) {
      yield;
      const end = Math.min(rows.length, row + Math.ceil(STEP_BYTES / from.columns));
      // Looked up in each step, as a caller may hold other views of the memory meanwhile.
      const to = codec.parameters.find(({ name }) => name === from.name);
      if (!to) throw new ForesayError('ENGINE', `the codec has no parameter ${from.name}`);
      for (; row < end; row++) writeRow(to, row, from, rows[row] as number, symbols);
    }
  }
}

const EMBEDDING = 'layer0.embedding1';

/** Copies a row, unless it is that of a symbol which the network lacks. The columns of the head are symbols too. */
function writeRow(
  to: Parameter,
  toRow: number,
  from: NetworkParameter,
  fromRow: number,
  symbols: readonly number[],
): void {
  if (fromRow < 0) return;
  const row = from.values.subarray(fromRow * from.columns, (fromRow + 1) * from.columns);
  if (!from.name.startsWith('head'))
    for (let column = 0; column < row.length; column += to.panel)
      to.values.set(row.subarray(column, column + to.panel), indexOf(to, toRow, column));
  else
    for (const [column, symbol] of symbols.entries())
      if (symbol >= 0) to.values[indexOf(to, toRow, column)] = row[symbol] as number;
}
