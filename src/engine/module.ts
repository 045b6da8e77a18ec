/** The codec as a compiled WebAssembly module, once per realm. */
import { ForesayError } from '../errors.js';
import { CODEC_WASM_BASE64 } from './codec.generated.js';

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Gives foresay an already compiled codec, for runtimes that forbid compiling WebAssembly from bytes (edge workers):
 * `import codec from 'foresay/codec.wasm'; initialize(codec)`. Must come before the first operation; elsewhere it is
 * not needed. Throws INVALID_OPTION for anything but a WebAssembly.Module with the codec's exports.
 */
export function initialize(module: WebAssembly.Module): void {
  if (!(module instanceof WebAssembly.Module) || !exportsCodec(module))
    throw new ForesayError('INVALID_OPTION', 'initialize() takes the compiled foresay codec');
  compiled = Promise.resolve(module);
}

function exportsCodec(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.exports(module).some(({ name }) => name === 'planAddress');
}

/** The codec, compiled by the first call. Rejects with ENGINE where WebAssembly or its SIMD is missing or forbidden. */
export function codecModule(): Promise<WebAssembly.Module> {
  compiled ??= compile().catch((cause) => {
    compiled = undefined;
    throw cause;
  });
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(codecBytes());
  } catch (cause) {
    throw new ForesayError('ENGINE', 'the codec cannot be compiled here (WebAssembly with SIMD)', {
      cause,
    });
  }
}

/** What a worker needs to have the codec too. */
export type CodecSource = WebAssembly.Module | Uint8Array<ArrayBuffer>;

/**
 * The codec in a form that can be posted to a worker: the compiled module, which costs nothing, where the engine can
 * clone one, else its bytes.
 */
export async function codecForWorker(): Promise<CodecSource> {
  const module = await codecModule();
  return cloneable(module) ? module : codecBytes();
}

export function cloneable(value: WebAssembly.Module | WebAssembly.Memory): boolean {
  try {
    return structuredClone(value) instanceof value.constructor;
  } catch {
    return false;
  }
}

function codecBytes(): Uint8Array<ArrayBuffer> {
  return decoded(CODEC_WASM_BASE64);
}

/** The bytes that a generated constant stands for. Node has them twenty times as fast: two milliseconds of its start. */
export function decoded(base64: string): Uint8Array<ArrayBuffer> {
  const { Buffer } = globalThis;
  if (Buffer) return new Uint8Array(Buffer.from(base64, 'base64'));
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
