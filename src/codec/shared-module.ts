/** The codec over a memory that workers share: a module of its own, loaded when it is first used. */
import { type CodecSource, cloneable, decoded } from './module.js';

export interface SharedCodec {
  readonly module: WebAssembly.Module;
  /** The same for a message to a worker. */
  readonly source: CodecSource;
}

let compiled: Promise<SharedCodec> | undefined;

/** The codec, compiled by the first call. Rejects where shared memory cannot be used. */
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
