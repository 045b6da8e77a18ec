/** The codec as a WebAssembly module, compiled once per realm. */
import { ForesayError } from '../errors.js';
import { CODEC_IDENTITY, CODEC_WASM_BASE64 } from './codec.generated.js';
import { describe } from './failure.js';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Uses a codec that the caller compiled. Throws INVALID_OPTION unless it is the codec of this build. */
export function useCodecModule(module: unknown): void {
  if (!isModule(module) || identityOf(module) !== CODEC_IDENTITY)
    throw new ForesayError(
      'INVALID_OPTION',
      'initialize() takes the codec of this version of foresay, compiled from foresay/codec.wasm',
    );
  compiled = Promise.resolve(module);
}

export function isModule(value: unknown): value is WebAssembly.Module {
  return typeof WebAssembly === 'object' && value instanceof WebAssembly.Module;
}

/** The identity that the build wrote into the module (tools/inline-wasm.ts); undefined in other modules. */
function identityOf(module: WebAssembly.Module): string | undefined {
  const [section] = WebAssembly.Module.customSections(module, 'foresay');
  return section && new TextDecoder().decode(section);
}

/** The codec, compiled by the first call. Rejects with ENGINE where WebAssembly or SIMD is missing or forbidden. */
export function codecModule(): Promise<WebAssembly.Module> {
  compiled ??= compileCodec(codecBytes()).catch((cause) => {
    compiled = undefined;
    throw cause;
  });
  return compiled;
}

/** Compiles a codec. Rejects with ENGINE and a message that says what can be done. */
export async function compileCodec(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object')
    throw new ForesayError(
      'ENGINE',
      'there is no WebAssembly here; Node has none when it runs with --jitless',
    );
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new ForesayError(
      'ENGINE',
      `the codec cannot be compiled (${describe(cause)}). It needs WebAssembly with SIMD. Where compiling is forbidden, ` +
        "allow it ('wasm-unsafe-eval' in a Content-Security-Policy), or give initialize() the compiled codec",
      { cause },
    );
  }
}

/** The codec in a message to a worker: compiled, or its bytes. */
export type CodecSource = WebAssembly.Module | Uint8Array<ArrayBuffer>;

/** The codec for a message to a worker: the compiled module where it can be cloned, which costs nothing; else its bytes. */
export async function codecForWorker(): Promise<CodecSource> {
  const module = await codecModule();
  return cloneable(module) ? module : codecBytes();
}

/** Whether postMessage() can send the value to a worker. */
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

/** The bytes of a base64 constant. Buffer is twenty times as fast as atob: it saves two milliseconds of Node's start. */
export function decoded(base64: string): Uint8Array<ArrayBuffer> {
  const { Buffer } = globalThis;
  if (Buffer) return new Uint8Array(Buffer.from(base64, 'base64'));
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
