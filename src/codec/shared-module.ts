/** The codec for a memory that workers share: a module of its own, loaded by those who use it. */
import { type CodecSource, cloneable, decoded } from './module.js';

export interface SharedCodec {
  readonly module: WebAssembly.Module;
  /** The same in a form that can be posted to a worker. */
  readonly source: CodecSource;
}

let compiled: Promise<SharedCodec> | undefined;

/** Compiled by the first call; rejects where that cannot be. */
export function sharedCodec(): Promise<SharedCodec> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<SharedCodec> {
  const { SHARED_CODEC_WASM_BASE64 } = await import('./shared-codec.generated.js');
  const bytes = decoded(SHARED_CODEC_WASM_BASE64);
  const module = await WebAssembly.compile(bytes);
  return { module, source: cloneable(module) ? module : bytes };
}
