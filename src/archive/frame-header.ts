/** The first bytes of a frame; FORMAT.md, "Frame header". */
import { ByteSink } from '../bytes/byte-sink.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { type ErrorCode, ForesayError } from '../errors.js';
import { checksumBytes, checksumFrom } from './checksum.js';
import { FORMAT_VERSION, MAGIC, MAX_NAME_BYTES, MAX_NETWORK_LENGTH } from './format.js';

/** What a frame may say about the whole of what it holds; all optional. */
export interface FrameFields {
  /** Bytes that the frame decodes to. */
  readonly size?: number | undefined;
  /** Time of last change of the file, to the millisecond, in the years -140,000 to 140,000. */
  readonly mtime?: Date | undefined;
  /** Name of the file, without folders; see isFrameName. */
  readonly name?: string | undefined;
  /** XXH64 of the dictionary that the models of the frame learned first. */
  readonly dictionary?: bigint | undefined;
  /** The network file that models of the frame begin with, 1 to 2^26 bytes. Excludes `networkHash`. */
  readonly network?: Uint8Array | undefined;
  /** XXH64 of the network file that models of the frame begin with, which the reader has to have. */
  readonly networkHash?: bigint | undefined;
}

/** A frame header as read. */
export interface FrameHeader extends FrameFields {
  readonly version: number;
}

const HAS_SIZE = 1;
const HAS_MTIME = 2;
const HAS_NAME = 4;
const HAS_DICTIONARY = 8;
const HAS_NETWORK = 16;
const HAS_NETWORK_HASH = 32;
const FLAGS = 63;

/** Times are -2^52 to 2^52 - 1 milliseconds from 1970. */
const MAX_TIME = 2 ** 52;

// A byte-order mark is part of the name.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The header's bytes. Throws INVALID_OPTION when a field cannot be kept. */
export function encodeFrameHeader(fields: FrameFields): Uint8Array<ArrayBuffer> {
  const { size, mtime, name, dictionary, network, networkHash } = fields;
  const flags =
    (size === undefined ? 0 : HAS_SIZE) |
    (mtime === undefined ? 0 : HAS_MTIME) |
    (name === undefined ? 0 : HAS_NAME) |
    (dictionary === undefined ? 0 : HAS_DICTIONARY) |
    (network === undefined ? 0 : HAS_NETWORK) |
    (networkHash === undefined ? 0 : HAS_NETWORK_HASH);
  const sink = new ByteSink().raw(Uint8Array.from(MAGIC)).byte(FORMAT_VERSION).byte(flags);
  if (size !== undefined) {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new ForesayError('INVALID_OPTION', `size must be a whole number of bytes, not ${size}`);
    sink.varint(size);
  }
  if (mtime !== undefined) {
    const time = typeof mtime?.getTime === 'function' ? mtime.getTime() : Number.NaN;
    if (!(time >= -MAX_TIME && time < MAX_TIME))
      throw new ForesayError('INVALID_OPTION', 'mtime is not a date that an archive can keep');
    sink.varint(time < 0 ? -2 * time - 1 : 2 * time);
  }
  if (name !== undefined) {
    if (!isFrameName(name))
      throw new ForesayError('INVALID_OPTION', `an archive cannot keep the name '${name}'`);
    const bytes = new TextEncoder().encode(name);
    sink.varint(bytes.length).raw(bytes);
  }
  if (dictionary !== undefined) sink.raw(checksumBytes(dictionary));
  if (network !== undefined) {
    if (network.length === 0 || network.length > MAX_NETWORK_LENGTH || networkHash !== undefined)
      throw new ForesayError('INVALID_OPTION', 'an archive cannot keep this network');
    sink.varint(network.length).raw(network);
  }
  if (networkHash !== undefined) sink.raw(checksumBytes(networkHash));
  return sink.take();
}

/** Reads a frame header. Its network is a copy. Throws `foreign` when the magic is another, UNSUPPORTED_VERSION, CORRUPT, TRUNCATED. */
export function readFrameHeader(
  source: ByteSource,
  foreign: ErrorCode = 'NOT_FORESAY',
): FrameHeader {
  for (const byte of MAGIC) if (source.byte() !== byte) throw new ForesayError(foreign);
  const version = source.byte();
  if (version !== FORMAT_VERSION)
    throw new ForesayError('UNSUPPORTED_VERSION', `the archive has format version ${version}`);
  const flags = source.byte();
  if (flags > FLAGS)
    throw new ForesayError('UNSUPPORTED_VERSION', 'the archive uses unknown flags');
  if (flags & HAS_NETWORK && flags & HAS_NETWORK_HASH)
    throw new ForesayError('CORRUPT', 'a frame has a network and the hash of one');
  return {
    version,
    size: flags & HAS_SIZE ? source.varint('size') : undefined,
    mtime: flags & HAS_MTIME ? readTime(source) : undefined,
    name: flags & HAS_NAME ? readName(source) : undefined,
    dictionary: flags & HAS_DICTIONARY ? checksumFrom(source.raw(8)) : undefined,
    network: flags & HAS_NETWORK ? readNetwork(source) : undefined,
    networkHash: flags & HAS_NETWORK_HASH ? checksumFrom(source.raw(8)) : undefined,
  };
}

/**
 * Whether an archive can keep the name: 1 to 1024 bytes of well-formed UTF-8, no slash, backslash or control
 * character, not `.` or `..`. So a name out of an archive is never a path, nor an escape sequence.
 */
export function isFrameName(name: string): boolean {
  const bytes = new TextEncoder().encode(name);
  return (
    bytes.length >= 1 &&
    bytes.length <= MAX_NAME_BYTES &&
    // The encoder replaces lone surrogates.
    utf8.decode(bytes) === name &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    !/[\u0000-\u001f\u007f-\u009f/\\]/.test(name) &&
    name !== '.' &&
    name !== '..'
  );
}

function readNetwork(source: ByteSource): Uint8Array<ArrayBuffer> {
  const length = source.varint('length of the network', MAX_NETWORK_LENGTH);
  if (length === 0) throw new ForesayError('CORRUPT', 'the network of a frame has no bytes');
  return source.raw(length).slice();
}

function readTime(source: ByteSource): Date {
  const stored = source.varint('mtime');
  return new Date(stored % 2 === 1 ? -(stored + 1) / 2 : stored / 2);
}

function readName(source: ByteSource): string {
  const length = source.varint('length of the name', MAX_NAME_BYTES);
  const bytes = source.raw(length);
  let name = '';
  try {
    name = utf8.decode(bytes);
  } catch {
    // Not UTF-8: left empty, which is refused below.
  }
  if (!isFrameName(name)) throw new ForesayError('CORRUPT', 'the name in the archive is not valid');
  return name;
}
