/** The codec as a compiled WebAssembly module, once per realm. */
import { ForesayError } from '../errors.js';
import { CODEC_IDENTITY, CODEC_WASM_BASE64 } from './codec.generated.js';
import { describe } from './failure.js';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Takes an already compiled codec. Throws INVALID_OPTION for anything but a module of this build's codec. */
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

/** What the build wrote into the module (tools/inline-wasm.ts); undefined in any other module. */
function identityOf(module: WebAssembly.Module): string | undefined {
  const [section] = WebAssembly.Module.customSections(module, 'foresay');
  return section && new TextDecoder().decode(section);
}

/** The codec, compiled by the first call. Rejects with ENGINE where WebAssembly or its SIMD is missing or forbidden. */
export function codecModule(): Promise<WebAssembly.Module> {
  compiled ??= compileCodec(codecBytes()).catch((cause) => {
    compiled = undefined;
    throw cause;
  });
  return compiled;
}

/** Compiles a codec. Rejects with ENGINE, and says what can be done. */
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
