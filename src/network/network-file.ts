/** A network as bytes: FORMAT.md, "Network file". */
import { alphabetSize, encodeAlphabet, readAlphabet } from '../archive/alphabet.js';
import { checksum, checksumBytes, checksumFrom } from '../archive/checksum.js';
import { MAX_NETWORK_LENGTH, NUMERIC_VERSION } from '../archive/format.js';
import { ByteSink } from '../bytes/byte-sink.js';
import { ByteSource } from '../bytes/byte-source.js';
import { newBytes } from '../bytes/new-bytes.js';
import { bytesOf } from '../bytes/view.js';
import { ForesayError } from '../errors.js';
import { MOST_WEIGHT_BITS, NETWORK_FIELDS } from '../model/fields.js';
import { shown } from '../shown.js';
import { decodeWeights, encodeWeights } from './coded-weights.js';
import {
  CELLS,
  checkNetwork,
  invalid,
  isVector,
  MAX_WEIGHTS,
  type Network,
  type NetworkParameter,
  type NetworkShape,
  NORMS,
  type ParameterShape,
  parameterShapes,
  weightsOf,
} from './network.js';

const MAGIC = [0xf5, 0x46, 0x53, 0x4e] as const;

/** The version of the layout that is written, and the only one that is read. */
const VERSION = 1;

/** Bits of a weight that is stored as it is: an f32. */
const FLOAT = 32;

export interface EncodeNetworkOptions {
  /**
   * Bits of a weight of a matrix: 1 (-1 and 1, by a scale of the column), 2 (-1, 0 and 1) to 16, or 32: as they are. The
   * coded form takes less.
   */
  readonly bits: number;
  /** Bits of a gain or a bias: 2 to 16, or 32. Default: 8; 32 where `bits` is 32. */
  readonly vectorBits?: number | undefined;
  /** A weight of a matrix below so many steps becomes 0; 0.5 to 10. Default: 0.5, to the nearest level. */
  readonly deadZone?: number | undefined;
}

/** A network with what its file says about its size. */
export interface DecodedNetwork extends Network {
  /** Bits of a weight on average: all bits of the file by the number of weights. */
  readonly bitsPerWeight: number;
}

/** The network file. loadChecksum() must have resolved. Throws INVALID_OPTION for what no network file can hold. */
export function encodeNetwork(
  network: Network,
  { bits, vectorBits = bits === FLOAT ? FLOAT : 8, deadZone = 0.5 }: EncodeNetworkOptions,
): Uint8Array<ArrayBuffer> {
  checkNetwork(network);
  checkBits('bits', bits, 1);
  checkBits('vectorBits', vectorBits, 2);
  if (!(deadZone >= 0.5 && deadZone <= 10))
    throw invalid(`deadZone is 0.5 to 10, not ${shown(deadZone)}`);
  const { cell, width, layers, norm, alphabet, parameters } = network;
  const sink = new ByteSink()
    .raw(Uint8Array.from(MAGIC))
    .byte(VERSION)
    .byte(NUMERIC_VERSION)
    .byte(CELLS.indexOf(cell))
    .varint(width)
    .byte(layers)
    .byte(NORMS.indexOf(norm))
    .raw(encodeAlphabet(alphabet));
  const all = parameters.map((one) => ({ ...one, bits: isVector(one) ? vectorBits : bits }));
  for (const one of all) sink.byte(one.bits);
  for (const one of all) if (one.bits === FLOAT) sink.raw(floatBytes(one.values));
  const quantised = all.filter((one) => one.bits !== FLOAT);
  if (quantised.length > 0) {
    const code = encodeWeights(quantised, deadZone);
    sink.varint(code.length).raw(code);
  }
  const bytes = sink.take();
  const file = sink.raw(checksumBytes(checksum(bytes))).take();
  if (file.length > MAX_NETWORK_LENGTH)
    throw invalid(
      `the network file has ${file.length} bytes; ${MAX_NETWORK_LENGTH} at most are allowed`,
    );
  return file;
}

/**
 * The network of a file. loadChecksum() must have resolved. Throws CORRUPT for bytes that are no network file or a damaged
 * one, TRUNCATED for one that ends too early, UNSUPPORTED_VERSION for one of another version.
 */
export function decodeNetwork(given: Uint8Array): DecodedNetwork {
  const bytes = bytesOf(given);
  if (!bytes) throw invalid(`a network file is bytes, not ${shown(given)}`);
  return completely(() => readNetwork(bytes));
}

/** What a network file says before its weights. */
export interface NetworkHeader extends NetworkShape {
  /** See Network. */
  readonly alphabet: Uint8Array;
  /** Number of weights. */
  readonly weights: number;
}

/** The header of a network file, whose checksum is verified; its weights are not decoded. Throws as decodeNetwork() does. */
export function networkHeader(bytes: Uint8Array): NetworkHeader {
  return completely(() => {
    const header = readHeader(sourceOf(bytes));
    const content = bytes.subarray(0, Math.max(0, bytes.length - 8));
    const sum = new ByteSource(bytes.subarray(content.length)).raw(8);
    if (checksumFrom(sum) !== checksum(content)) throw corrupt('the network file is damaged');
    return header;
  });
}

/** The result of `read`; an early end has a message of its own. */
function completely<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ForesayError && error.code === 'TRUNCATED')
      throw new ForesayError('TRUNCATED', 'the network file ends too early');
    throw error;
  }
}

/**
 * A network file inside an archive: read as `read` does, but CORRUPT where the file ends too early, since the archive may
 * go on behind it.
 */
export function readEmbedded<T>(read: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof ForesayError && error.code === 'TRUNCATED') throw corrupt(error.message);
    throw error;
  }
}

function sourceOf(bytes: Uint8Array): ByteSource {
  if (bytes.length > MAX_NETWORK_LENGTH)
    throw corrupt(`the network file has more than ${MAX_NETWORK_LENGTH} bytes`);
  return new ByteSource(bytes);
}

function readHeader(source: ByteSource): NetworkHeader {
  for (const byte of MAGIC)
    if (source.byte() !== byte) throw corrupt('the bytes are no network file');
  checkVersion('version', source.byte(), VERSION);
  checkVersion('numeric version', source.byte(), NUMERIC_VERSION);
  const shape = readShape(source);
  const alphabet = readAlphabet(source);
  const weights = weightsOf(parameterShapes(shape, alphabetSize(alphabet)));
  if (weights > MAX_WEIGHTS) throw corrupt(`the network has more than ${MAX_WEIGHTS} weights`);
  return { ...shape, alphabet, weights };
}

function readNetwork(bytes: Uint8Array): DecodedNetwork {
  const source = sourceOf(bytes);
  const { weights, ...header } = readHeader(source);
  const shapes = parameterShapes(header, alphabetSize(header.alphabet));
  const all = shapes.map((one) => ({ ...one, bits: readBits(one, source) }));
  const floats = all.filter(({ bits }) => bits === FLOAT).map((one) => readFloats(one, source));
  const quantised = all.filter(({ bits }) => bits !== FLOAT);
  const code = quantised.length > 0 ? readCode(source) : undefined;
  const end = source.position;
  const sum = checksumFrom(source.raw(8));
  if (source.remaining > 0) throw corrupt('the network file is followed by something else');
  if (sum !== checksum(bytes.subarray(0, end))) throw corrupt('the network file is damaged');
  const decoded = code ? decodeWeights(code, quantised) : [];
  const parameters = all.map(({ bits }) => (bits === FLOAT ? floats : decoded).shift());
  return {
    ...header,
    parameters: parameters as NetworkParameter[],
    bitsPerWeight: (8 * bytes.length) / weights,
  };
}

/** Throws INVALID_OPTION for a number of bits that no weight has. */
export function checkBits(name: string, bits: number, least: number): void {
  if (!isBits(bits, least))
    throw invalid(`${name} is ${least} to ${MOST_WEIGHT_BITS}, or ${FLOAT}, not ${shown(bits)}`);
}

function isBits(bits: number, least: number): boolean {
  return bits === FLOAT || (Number.isInteger(bits) && bits >= least && bits <= MOST_WEIGHT_BITS);
}

function readBits(shape: ParameterShape, source: ByteSource): number {
  const bits = source.byte();
  if (!isBits(bits, isVector(shape) ? 2 : 1))
    throw corrupt(`${shape.name} has weights of ${bits} bits`);
  return bits;
}

function readCode(source: ByteSource): Uint8Array {
  return source.raw(source.varint('the length of the coded weights', MAX_NETWORK_LENGTH));
}

function checkVersion(what: string, found: number, known: number): void {
  if (found !== known)
    throw new ForesayError(
      'UNSUPPORTED_VERSION',
      `the network file has ${what} ${found}; this version of foresay reads ${known}`,
    );
}

function readShape(source: ByteSource): NetworkShape {
  const cell = CELLS[source.byte()];
  const width = source.varint('the width of the network', NETWORK_FIELDS.width.max);
  const layers = source.byte();
  const norm = NORMS[source.byte()];
  const { width: w, layers: l } = NETWORK_FIELDS;
  const valid = width >= w.min && width % w.step === 0 && layers >= l.min && layers <= l.max;
  if (cell === undefined || norm === undefined || !valid)
    throw corrupt('the network file has a shape that no network has');
  return { cell, width, layers, norm };
}

function readFloats({ name, rows, columns }: ParameterShape, source: ByteSource): NetworkParameter {
  const count = rows * columns;
  const bytes = source.raw(4 * count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = view.getFloat32(4 * i, true);
  if (!values.every(Number.isFinite)) throw corrupt(`${name} has a number that is not finite`);
  return { name, rows, columns, values };
}

function floatBytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = newBytes(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return bytes;
}

function corrupt(message: string): ForesayError {
  return new ForesayError('CORRUPT', message);
}
