/**
 * XXH64, seed 0: 64 bits, several GB/s. It notices damage, not malice, as the checksums of gzip, xz and zstd do. The
 * computation is a part of the codec's WebAssembly module (assembly/checksum/xxh64.ts), which the engine hands in.
 */
import { ForesayError } from '../errors.js';

/** The exports of the module that compute checksums. Addresses are bytes in `memory`. */
export interface ChecksumCode {
  readonly memory: WebAssembly.Memory;
  /** Where the state of the checksum at work has to lie, STATE_BYTES of it. */
  checksumState(): number;
  /** Where a piece has to lie, PIECE bytes at most. */
  checksumPiece(): number;
  checksumUpdate(length: number): void;
  checksumDigest(): bigint;
}

/** Bytes of a state. All zeros is the state before the first byte. */
const STATE_BYTES = 72;

/** Most bytes that the module takes at once. */
const PIECE = 1 << 14;

let code: ChecksumCode | undefined;
let state = new Uint8Array(0);
let piece = new Uint8Array(0);

/** Hands in the code. Must come before anything else of the archive layer is used; see loadChecksum (src/codec). */
export function useChecksum(exports: ChecksumCode): void {
  code = exports;
  viewMemory(exports);
}

function viewMemory({ memory, checksumState, checksumPiece }: ChecksumCode): void {
  state = new Uint8Array(memory.buffer, checksumState(), STATE_BYTES);
  piece = new Uint8Array(memory.buffer, checksumPiece(), PIECE);
}

/** The code with the views of its memory up to date. */
function loaded(): ChecksumCode {
  if (!code) throw new ForesayError('ENGINE', 'the checksum is used before it is loaded');
  // A memory that has grown leaves its views empty.
  if (state.length === 0) viewMemory(code);
  return code;
}

/** A checksum over bytes that come piece by piece. */
export class Checksum {
  readonly #state = new Uint8Array(STATE_BYTES);

  constructor() {
    loaded();
  }

  update(bytes: Uint8Array): this {
    const { checksumUpdate } = loaded();
    state.set(this.#state);
    for (let at = 0; at < bytes.length; at += PIECE) {
      const next = bytes.length > PIECE ? bytes.subarray(at, at + PIECE) : bytes;
      piece.set(next);
      checksumUpdate(next.length);
    }
    this.#state.set(state);
    return this;
  }

  /** XXH64 of what came so far. */
  digest(): bigint {
    const { checksumDigest } = loaded();
    state.set(this.#state);
    return BigInt.asUintN(64, checksumDigest());
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
