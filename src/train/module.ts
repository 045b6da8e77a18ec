/** The training modules inside the package, each compiled once per realm, when it is first used. */
import { type CodecSource, cloneable, decoded } from '../codec/module.js';
import { compileTraining } from './engine.js';

/** The module over a memory that threads share. */
export interface SharedTraining {
  readonly module: WebAssembly.Module;
  /** The same for a message to a worker. */
  readonly source: CodecSource;
}

let own: Promise<WebAssembly.Module> | undefined;
let shared: Promise<SharedTraining> | undefined;

/** The module with a memory of its own. Rejects with ENGINE. */
export function trainingModule(): Promise<WebAssembly.Module> {
  own ??= import('./train.generated.js').then(({ TRAIN_WASM_BASE64 }) =>
    compileTraining(decoded(TRAIN_WASM_BASE64)),
  );
  return own;
}

/** The module over shared memory. Rejects with ENGINE. */
export function sharedTrainingModule(): Promise<SharedTraining> {
  shared ??= import('./shared-train.generated.js').then(async ({ SHARED_TRAIN_WASM_BASE64 }) => {
    const bytes = decoded(SHARED_TRAIN_WASM_BASE64);
    const module = await compileTraining(bytes);
    return { module, source: cloneable(module) ? module : bytes };
  });
  return shared;
}
