/**
 * XXH64, seed 0, by xxhash-wasm: 64 bits, several GB/s, two kilobytes of WebAssembly that runs wherever the codec
 * runs. It notices damage, not malice, as the checksums of gzip, xz and zstd do.
 */
import xxhash, { type XXHash, type XXHashAPI } from 'xxhash-wasm';
import { ForesayError } from '../errors.js';

let api: XXHashAPI | undefined;

/** Gets the hash ready. Must have resolved before anything else of the archive layer is used; may be called often. */
export async function loadChecksum(): Promise<void> {
  api ??= await xxhash();
}

/** The library's memory grows to the longest piece that it is given. */
const PIECE = 1 << 18;

/** A checksum over bytes that come piece by piece. */
export class Checksum {
  private readonly hash: XXHash<bigint>;

  constructor() {
    if (!api) throw new ForesayError('ENGINE', 'the checksum is used before loadChecksum()');
    this.hash = api.create64();
  }

  update(bytes: Uint8Array): this {
    for (let i = 0; i < bytes.length; i += PIECE) this.hash.update(bytes.subarray(i, i + PIECE));
    return this;
  }

  /** XXH64 of what came so far. */
  digest(): bigint {
    return this.hash.digest();
  }

  /** Its low 32 bits as four bytes, lowest first. */
  check(): Uint8Array<ArrayBuffer> {
    return checksumBytes(this.digest()).slice(0, 4);
  }
}

/** XXH64 of `bytes`: what a block header stores about the bytes it decodes to. */
export function checksum(bytes: Uint8Array): bigint {
  return new Checksum().update(bytes).digest();
}

/** A checksum as eight bytes, lowest first. */
export function checksumBytes(value: bigint): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** A checksum as 16 hexadecimal digits. */
export function checksumText(value: bigint): string {
  return value.toString(16).padStart(16, '0');
}

/** Inverse of checksumBytes. */
export function checksumFrom(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
}
